import { clauseNamed } from '../../contract/inspect/clause-named.js';
import { conditionHolds, meetsNeeds } from '../../contract/inspect/conditions.js';
import { inspect, type Observation } from '../../contract/inspect/inspect.js';
import { buildTree, type TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { schemaAt } from '../../contract/schema-at.js';
import type { TargetFixture } from '../../contract/target.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { comparableValue } from '../state/comparable-value.js';
import { shownText } from '../state/shown-text.js';
import { judgeAnswerRules } from './judge-answer-rules.js';
import type { Judging } from './judging.js';
import { withoutNulls } from './without-nulls.js';

const trees = new WeakMap<object, Map<string, TreeNode>>();

function treeOf(session: Judging, fixture: TargetFixture, part: 'response' | 'headers'): TreeNode {
  const { contract } = session;
  const cache = trees.get(contract) ?? new Map<string, TreeNode>();
  trees.set(contract, cache);
  const key = `${part} ${fixture.traits.join(' ')}`;
  let tree = cache.get(key);
  if (tree === undefined) {
    const prefix = part === 'response' ? `/${contract.update.status}` : `/${contract.update.status}/headers`;
    tree = buildTree(contract.update[part], { prefix, traits: new Set(fixture.traits), errata: contract.errata });
    cache.set(key, tree);
  }
  return tree;
}

/**
 * Judges the answer to a request that every reading admits and that was accepted.
 * `before` is the settled resource it was sent to, where it was read.
 */
export function judgeAcceptance(session: Judging, fixture: TargetFixture, sent: SentRequest, before: unknown): void {
  const { reply } = sent;
  if (reply.kind === 'none') return;
  creditRequest(session, fixture, sent);
  judgeStatus(session, sent, reply.status);
  judgeShape(session, fixture, sent, before);
  const shown = withoutEmptyMembers(session, fixture, sent);
  judgeUnchanged(session, fixture, shown);
  judgeEchoes(session, fixture, shown, before);
  const settles = session.contract.behaviours.some(({ behaviour }) => behaviour.settles !== undefined);
  judgeAnswerRules(session, fixture, shown, !settles || before !== undefined);
}

/** The exchange with an answer that leaves out what it shows as null. */
function withoutEmptyMembers(session: Judging, fixture: TargetFixture, sent: SentRequest): SentRequest {
  const { reply } = sent;
  if (reply.kind === 'none' || session.contract.update.responseMediaType === undefined) return sent;
  return {
    ...sent,
    reply: { ...reply, body: withoutNulls(session.contract, treeOf(session, fixture, 'response'), reply.body) },
  };
}

/** Judges the status of an accepted update, where the document prints one. */
function judgeStatus({ observer, contract }: Judging, sent: SentRequest, shown: number): void {
  const local = '/exchange/success-status';
  const { status, statusBasis } = contract.update;
  if (shown === status || statusBasis === 'unprinted') {
    observer.saw(local, 'observe');
    return;
  }
  const basis = statusBasis === undefined ? {} : { basis: statusBasis };
  observer.found(
    local,
    {
      axis: 'status',
      outcome: 'broken',
      ...basis,
      expected: `status ${status}`,
      answers: [{ status }],
      actual: `accepted with status ${shown}`,
    },
    sent,
  );
}

/** What an accepted request keeps was accepted: its clauses, and the omission of members it lacks. */
function creditRequest(session: Judging, fixture: TargetFixture, sent: SentRequest): void {
  const { tree, relations } = session.model(fixture);
  for (const { clause, holds, note } of inspect(tree, sent.logical, new Set(fixture.traits))) {
    if (holds !== 'yes') continue;
    if (note === 'present' && isOptional(tree, clause)) continue;
    session.observer.saw(clause, 'accept');
  }
  for (const relation of relations) {
    const bites =
      relation.members.every((pointer) => valueAt(sent.logical, pointer.replaceAll('/items', '/0')) !== undefined) ||
      Object.keys(relation.bite).length === 0;
    if (bites) session.observer.saw(relation.clause, 'accept');
  }
}

const optional = new WeakMap<TreeNode, Set<string>>();

function isOptional(tree: TreeNode, clause: string): boolean {
  let set = optional.get(tree);
  if (set === undefined) {
    set = new Set<string>();
    const collect = (node: TreeNode): void => {
      for (const child of node.children) {
        if (!child.required) set?.add(`${child.pointer}#presence`);
        collect(child);
      }
    };
    collect(tree);
    optional.set(tree, set);
  }
  return set.has(clause);
}

function judgeShape(session: Judging, fixture: TargetFixture, sent: SentRequest, before: unknown): void {
  const { reply } = sent;
  const { contract, observer } = session;
  if (reply.kind === 'none') return;
  for (const observation of inspect(treeOf(session, fixture, 'headers'), reply.headers, new Set(fixture.traits))) {
    report(session, sent, observation, 'header');
  }
  const { responseMediaType } = contract.update;
  const mediaType = '/exchange/success-media-type';
  if (responseMediaType === undefined) {
    if (reply.text.trim() === '') observer.saw(mediaType, 'observe');
    else
      observer.found(
        mediaType,
        {
          axis: 'shape',
          outcome: 'broken',
          expected: 'an empty body',
          actual: `a body of ${reply.text.length} characters`,
        },
        sent,
      );
    return;
  }
  const given = reply.headers['content-type'];
  const isNamed = given?.split(';')[0]?.trim().toLowerCase() === responseMediaType;
  if (isNamed && isObject(reply.body)) observer.saw(mediaType, 'observe');
  else {
    const actual = `${given ?? 'no content type'}${isObject(reply.body) ? '' : ', body is no JSON object'}`;
    // A JSON object under another name can be read all the same.
    const outcome = isObject(reply.body) ? 'tolerated' : 'broken';
    observer.found(
      mediaType,
      { axis: 'header', outcome, expected: `${responseMediaType} with a JSON object`, actual },
      sent,
    );
  }
  if (!isObject(reply.body)) return;
  const tree = treeOf(session, fixture, 'response');
  for (const observation of inspect(tree, withoutNulls(contract, tree, reply.body), new Set(fixture.traits))) {
    // Nothing at all has no format.
    if (observation.clause.endsWith('#format') && isEmpty(tree, observation)) continue;
    report(
      session,
      sent,
      observation,
      'shape',
      isEmpty(tree, observation) || isLenient(session, sent, observation, before),
    );
  }
}

/** Whether an optional member is shown as an empty text. */
function isEmpty(tree: TreeNode, { clause, value }: Observation): boolean {
  return value === '' && isOptional(tree, clause.replace(/#.*$/, '#presence'));
}

/**
 * Whether a member that is missing breaks nothing: it is expected only, and the request did not set it, or the answer
 * may still show the resource before the update, which had none.
 */
function isLenient(
  { contract }: Judging,
  { logical }: SentRequest,
  { isExpected, at }: Observation,
  before: unknown,
): boolean {
  if (isExpected !== true) return false;
  const settles = contract.behaviours.some(({ behaviour }) => behaviour.settles !== undefined);
  return valueAt(logical, at) === undefined || (settles && valueAt(before, at) === undefined);
}

function report(
  session: Judging,
  sent: SentRequest,
  observation: Observation,
  axis: 'shape' | 'header',
  isLenient = false,
): void {
  const { clause, holds, at, value, note } = observation;
  const { observer, contract } = session;
  if (holds === 'yes') {
    observer.saw(clause, 'observe');
    return;
  }
  const statement = clauseNamed(contract, clause)?.statement ?? clause;
  const shown =
    value === undefined
      ? `it is ${note === 'its condition does not hold' ? 'there' : 'missing'}`
      : observer.mask.show(at.split('/').at(-1) ?? '', value);
  const outcome = holds === 'disputed' ? 'noted' : isLenient ? 'tolerated' : 'broken';
  observer.found(clause, { axis, outcome, expected: statement, actual: shown, pointer: at }, sent);
  if (holds === 'disputed') observer.saw(clause, 'observe');
}

function judgeUnchanged(session: Judging, fixture: TargetFixture, sent: SentRequest): void {
  const { reply } = sent;
  if (reply.kind === 'none') return;
  for (const { clause, behaviour } of session.contract.behaviours) {
    for (const pointer of behaviour.unchanged ?? []) {
      const text = shownText(schemaAt(session.contract.update.response, pointer), valueAt(reply.body, pointer));
      if (text === undefined) continue;
      const first = session.firstShown(fixture, pointer, text);
      if (first === text) session.observer.saw(clause.local, 'observe');
      else
        session.observer.found(
          clause.local,
          { axis: 'state', outcome: 'broken', expected: `${pointer} stays ${first}`, actual: text, pointer },
          sent,
        );
    }
  }
}

/** UUIDs are the same in either case, lists in any order, and lists of blocks by what they cover. */
function isSame(asked: unknown, shown: unknown, schema: Schema | undefined): boolean {
  if (schema !== undefined && comparableValue(schema, asked) === comparableValue(schema, shown)) return true;
  return shownText(schema ?? {}, asked) === shownText(schema ?? {}, shown);
}

function judgeEchoes(session: Judging, fixture: TargetFixture, sent: SentRequest, before: unknown): void {
  const { reply, logical } = sent;
  if (reply.kind === 'none') return;
  const { contract, observer } = session;
  const settles = contract.behaviours.some(({ behaviour }) => behaviour.settles !== undefined);
  const traits = new Set(fixture.traits);
  for (const { clause, behaviour } of contract.behaviours) {
    if (
      !meetsNeeds(clause.needs, traits) ||
      (behaviour.when !== undefined && conditionHolds(behaviour.when, traits, reply.body) !== true)
    )
      continue;
    for (const [from, to] of Object.entries(behaviour.echoes ?? {})) {
      const asked = valueAt(logical, from);
      const place = to.replace(new RegExp(`^/${contract.update.status}(?=/)`), '');
      const shown = valueAt(reply.body, place);
      if (asked === undefined || shown === undefined) continue;
      const schema = session.model(fixture).nodes.find(({ pointer }) => pointer === from)?.schema;
      if (isSame(asked, shown, schema)) {
        observer.saw(clause.local, 'observe');
        continue;
      }
      // Where updates settle later, the answer may still show what was there before; without a read-back nobody knows
      // what that was.
      const isChange = contract.update.members.some(
        ({ name, location }) => location === 'body' && from.split('/')[1] === name,
      );
      const isEarly = settles && isChange && (before === undefined || isSame(valueAt(before, place), shown, schema));
      const outcome = isEarly ? 'tolerated' : 'broken';
      observer.found(
        clause.local,
        {
          axis: 'state',
          outcome,
          expected: `${to} shows ${JSON.stringify(asked)}`,
          actual: JSON.stringify(shown),
          pointer: to,
        },
        sent,
      );
    }
  }
}
