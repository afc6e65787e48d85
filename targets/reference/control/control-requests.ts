import { isObject } from '../../../contract/pointer.js';
import { parseJson } from '../../drivers/json-text.js';
import { percentDecoded } from '../../drivers/percent-encoding.js';
import type { ReferenceAnswer } from '../reference-answer.js';
import type { StandInControl } from './control.js';
import { faultProblem } from './faults.js';

/** The path below which a stand-in is controlled. */
export const controlPath = '/_control';

function json(body: unknown, status = 200): ReferenceAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body };
}

const done: ReferenceAnswer = { status: 204, headers: {} };

function refused(status: number, message: string): ReferenceAnswer {
  return json({ message }, status);
}

const help = {
  'GET /_control/resources': 'all resources with what they hold',
  'GET /_control/resources/<operation>/<fixture>': 'one of them',
  'PUT /_control/resources/<operation>/<fixture>': 'what it is to hold (a JSON object)',
  'POST /_control/reset': 'all as at the start: resources, log, faults',
  'GET /_control/requests': 'the last 1000 requests, with the clauses that each breaks',
  'DELETE /_control/requests': 'forgets them',
  'GET /_control/faults': 'what goes wrong on purpose',
  'POST /_control/faults':
    'adds one: {"latencyMs": 500} {"status": 429, "every": 3} {"reset": true, "times": 1}, for all requests or those of "operation", "role" (update, read-back), "fixture"',
  'DELETE /_control/faults': 'takes all away',
};

function resourceAnswer(
  control: StandInControl,
  method: string,
  [operation = '', fixture = '']: readonly string[],
  body: string,
): ReferenceAnswer {
  const find = (): unknown => control.resources().find((one) => one.operation === operation && one.fixture === fixture);
  if (find() === undefined)
    return refused(404, `there is no resource ${operation}/${fixture}; GET /_control/resources lists them`);
  if (method === 'GET') return json(find());
  const state = parseJson(body)?.value;
  return control.set(operation, fixture, state) ? json(find()) : refused(400, 'what a resource holds is a JSON object');
}

function addFault(control: StandInControl, body: string): ReferenceAnswer {
  const fault = parseJson(body)?.value;
  const problem = faultProblem(fault);
  if (problem !== undefined || !isObject(fault)) return refused(400, problem ?? '');
  control.faults.add(fault);
  return json(control.faults.list, 201);
}

/** Answers a request below `/_control`; `path` is without the query. */
export function controlAnswer(control: StandInControl, method: string, path: string, body: string): ReferenceAnswer {
  const [what = '', ...rest] = path
    .slice(controlPath.length + 1)
    .split('/')
    .map(percentDecoded);
  switch (`${method} ${what}`) {
    case 'GET ':
      return json(help);
    case 'GET resources':
    case 'PUT resources':
      if (rest.length > 0) return resourceAnswer(control, method, rest, body);
      return method === 'GET' ? json(control.resources()) : refused(405, 'name the resource');
    case 'POST reset':
      control.reset();
      return done;
    case 'GET requests':
      return json(control.log.entries);
    case 'DELETE requests':
      control.log.clear();
      return done;
    case 'GET faults':
      return json(control.faults.list);
    case 'POST faults':
      return addFault(control, body);
    case 'DELETE faults':
      control.faults.clear();
      return done;
    default:
      return refused(404, `${method} ${path} is no command; GET /_control lists them`);
  }
}
