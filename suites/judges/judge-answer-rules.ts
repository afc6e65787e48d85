import type { Behaviour } from '../../contract/contract.js';
import { conditionHolds, meetsNeeds } from '../../contract/inspect/conditions.js';
import { isObject, valueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { agreesWithOthers } from './answer-rules/agrees-with-others.js';
import { keepsForms } from './answer-rules/keeps-forms.js';
import { keepsTimes } from './answer-rules/keeps-times.js';
import type { RuleOutcome } from './answer-rules/rule-outcome.js';
import { staysDetermined } from './answer-rules/stays-determined.js';
import { withholdsData } from './answer-rules/withholds-data.js';
import type { Judging } from './judging.js';

/**
 * Judges the answer to an accepted update by the rules over several of its members, or over several answers.
 * `isSettled`: the update before is known to be over, so that nothing of it is still to come.
 */
export function judgeAnswerRules(
  session: Judging,
  fixture: TargetFixture,
  sent: SentRequest,
  isSettled: boolean,
): void {
  const { reply } = sent;
  if (reply.kind === 'none' || !isObject(reply.body)) return;
  const { body } = reply;
  const traits = new Set(fixture.traits);
  const answered: Answered = {
    body,
    response: session.contract.update.response,
    memory: session.remembered(fixture),
    isSettled,
    now: session.clock(),
  };
  for (const { clause, behaviour } of session.contract.behaviours) {
    if (clause.excluded !== undefined || !meetsNeeds(clause.needs, traits)) continue;
    const { when } = behaviour;
    if (when !== undefined && conditionHolds(when, traits, body) !== true) continue;
    for (const outcome of outcomesOf(behaviour, sent.logical, answered)) {
      if (outcome === 'kept') session.observer.saw(clause.local, 'observe');
      else if (outcome !== undefined)
        session.observer.found(clause.local, { axis: 'state', outcome: 'broken', ...outcome }, sent);
    }
  }
}

interface Answered {
  readonly body: unknown;
  /** The schema of such answers. */
  readonly response: Schema;
  readonly memory: Map<string, string>;
  readonly isSettled: boolean;
  /** Milliseconds. */
  readonly now: number;
}

function outcomesOf(
  behaviour: Behaviour,
  logical: LogicalRequest,
  { body, response, memory, isSettled, now }: Answered,
): readonly RuleOutcome[] {
  const { forms, withholds, determined, agrees, times } = behaviour;
  const isLeftAlone = isSettled && determined?.by.every((pointer) => valueAt(logical, pointer) === undefined) === true;
  return [
    forms === undefined ? undefined : keepsForms(forms, body),
    withholds === undefined ? undefined : withholdsData(withholds, body),
    agrees === undefined ? undefined : agreesWithOthers(agrees, body),
    times === undefined ? undefined : keepsTimes(times, body, memory, now),
    determined === undefined || !isLeftAlone ? undefined : staysDetermined(determined, body, memory, response),
  ];
}
