import type { ClauseEntry } from '../../generated/journal.js';
import type { Cause, CauseClause, MinimalCase } from '../../generated/report.js';
import { canonical } from './canonical.js';
import type { ShownFinding } from './evidence.js';
import { groupBy } from './group-by.js';
import { normaliseReply, withoutIds } from './normalise-reply.js';
import { byText, distinct } from './order.js';

/** A finding that counts against its clause. */
export interface Offence {
  readonly operation: string;
  readonly clause: ClauseEntry;
  readonly verdict: Cause['verdict'];
  readonly finding: ShownFinding;
}

/** From how many clauses on the same answer to each of them is taken for one cause. */
const oneCauseFrom = 3;

/** From how many clauses on they have one cause whatever they state: the target judges or stores nothing. */
const oneCauseWhateverFrom = 12;

/** Offences of one clause, axis and reply. */
interface Group {
  readonly clause: ClauseEntry;
  readonly offences: readonly Offence[];
  readonly minimal: ShownFinding;
}

/**
 * What kind of expectation was not met. Which code was expected does not matter where something else altogether came
 * back, and an answer that lacks many members lacks them for one reason.
 */
function expectationOf({ clause, minimal }: Group): string {
  switch (minimal.axis) {
    case 'status':
      if (minimal.answers === undefined) return withoutIds(minimal.expected);
      return minimal.answers.some(({ status }) => status === '4XX' || (typeof status === 'number' && status >= 400))
        ? 'a refusal'
        : 'acceptance';
    case 'code':
      return 'a code';
    case 'shape':
    case 'header':
      return clause.id.split('#')[1] ?? clause.id;
    case 'state':
    case 'timing':
    case 'control':
      return withoutIds(minimal.expected);
    default:
      return minimal.axis satisfies never;
  }
}

function requestSize({ exchange }: ShownFinding): number {
  return exchange === undefined
    ? Number.POSITIVE_INFINITY
    : (exchange.request.body ?? '').length + exchange.request.url.length;
}

function smaller(a: ShownFinding, b: ShownFinding): ShownFinding {
  const [sizeA, sizeB] = [requestSize(a), requestSize(b)];
  if (sizeA !== sizeB) return sizeA < sizeB ? a : b;
  return byText(a.case, b.case) || byText(canonical(a), canonical(b)) <= 0 ? a : b;
}

function operatorsOf(offences: readonly Offence[]): string[] {
  return distinct(offences.flatMap(({ finding }) => finding.operator ?? []));
}

function minimalOf(findings: readonly ShownFinding[]): ShownFinding | undefined {
  return findings.length === 0 ? undefined : findings.reduce(smaller);
}

function groupsOf(offences: readonly Offence[]): readonly Group[] {
  return [...groupBy(offences, ({ clause }) => clause.id).values()].flatMap((own) => {
    const minimal = minimalOf(own.map(({ finding }) => finding));
    const clause = own[0]?.clause;
    return minimal === undefined || clause === undefined ? [] : [{ clause, offences: own, minimal }];
  });
}

function clauseOf({ clause, offences, minimal }: Group): CauseClause {
  const { id, level, basis, statement, source } = clause;
  const change = minimal.change === undefined ? {} : { change: minimal.change };
  return {
    id,
    level,
    basis,
    statement,
    source,
    count: offences.length,
    operators: operatorsOf(offences),
    case: minimal.case,
    ...change,
  };
}

function caseOf({ axis: _, ...rest }: ShownFinding): MinimalCase {
  return rest;
}

function causeOf(
  groups: readonly Group[],
  minimal: ShownFinding | undefined = minimalOf(groups.map((group) => group.minimal)),
): readonly Cause[] {
  const offences = groups.flatMap((group) => group.offences);
  const [first] = offences;
  if (minimal === undefined || first === undefined) return [];
  const { verdict, operation } = first;
  const clauses = [...groups].sort((a, b) => byText(a.clause.id, b.clause.id)).map(clauseOf);
  return [
    {
      verdict,
      operation,
      axis: minimal.axis,
      reply: replyOf(offences, minimal),
      count: offences.length,
      operators: operatorsOf(offences),
      clauses,
      minimal: caseOf(minimal),
    },
  ];
}

/**
 * What the reply to an offence has in common with others of the same cause. Where the content of an answer is wrong,
 * the error code that stands beside it says nothing; nor does a code that is as expected where the status is not.
 */
function likenessOf({ finding }: Offence): string {
  const reply = finding.exchange?.reply;
  if (reply !== undefined && reply.status >= 400 && (finding.axis === 'shape' || finding.axis === 'header'))
    return 'a refusal';
  if (reply?.code === undefined || reply.code === '') return normaliseReply(finding);
  const isExpected =
    finding.axis === 'status' && finding.answers?.some(({ codes }) => codes?.includes(reply.code ?? '')) === true;
  return isExpected ? `${reply.status} with the code expected` : normaliseReply(finding);
}

/** The replies of a cause in few words. */
function replyOf(offences: readonly Offence[], minimal: ShownFinding): string {
  const replies = distinct(offences.map(({ finding }) => normaliseReply(finding)));
  const statuses = distinct(offences.flatMap(({ finding }) => finding.exchange?.reply?.status.toString() ?? []));
  return replies.length < 2 || statuses.length === 0
    ? normaliseReply(minimal)
    : `${statuses.join(', ')} with ${replies.length} error codes`;
}

/** What counts most comes first. */
const weights: Readonly<Record<Cause['verdict'], number>> = {
  fail: 0,
  'failed-known': 1,
  'non-strict': 2,
  'not-scored': 3,
};

function byWeight(a: Cause, b: Cause): number {
  if (a.verdict !== b.verdict) return weights[a.verdict] - weights[b.verdict];
  const key = ({ operation, clauses, axis, reply, minimal }: Cause): string =>
    canonical([operation, clauses[0]?.id, axis, reply, minimal.expected]);
  return b.clauses.length - a.clauses.length || b.count - a.count || byText(key(a), key(b));
}

/**
 * What is likely to go wrong in one place of a program: rules of the same kind, the effects on members of the same
 * object, and documented errors.
 */
function kindOf({ clause: { id } }: Group): string {
  if (id.includes('/errors/')) return 'errors';
  const [pointer = '', facet] = id.split('#');
  return facet === 'effect' ? pointer.slice(0, pointer.lastIndexOf('/')) : (facet ?? id);
}

/** Text in quotes that holds more than letters and digits: two members hardly have it in common by chance. */
const tellingText = /^[^=]* = ("[^"]*[^A-Za-z0-9"][^"]*")$/;

/**
 * The value for which valid requests were refused, where it tells them apart from others: one that a target refuses in
 * one member, and in another as well, has one cause.
 */
function refusedValueOf(group: Group): string | undefined {
  const isOfAcceptance = group.minimal.axis === 'status' && expectationOf(group) === 'acceptance';
  return isOfAcceptance ? tellingText.exec(group.minimal.change ?? '')?.[1] : undefined;
}

/** How many times as many rules a target that refuses nothing has to take lightly as it keeps. */
const nearlyAll = 4;

/**
 * Splits clauses that were answered alike by their kind, unless there are so many that the kind does not matter.
 * Requests that should have been refused have one cause only where hardly any other was: a target that keeps many rules
 * lacks the others one by one. `kept` is how many it keeps.
 */
function ofOneKind(groups: readonly Group[], kept: number): readonly (readonly Group[])[] {
  const isAboutRefusals = groups.every(
    (group) => group.minimal.axis === 'status' && expectationOf(group) === 'a refusal',
  );
  const isWhatever = groups.length >= oneCauseWhateverFrom && (!isAboutRefusals || groups.length >= nearlyAll * kept);
  return isWhatever ? [groups] : [...groupBy(groups, kindOf).values()];
}

/**
 * Whether something is amiss with the envelope of refusals: a member of it, or that it holds no code where one is
 * documented.
 */
function isOfEnvelope({ operation, clause, finding }: Offence): boolean {
  const local = clause.id.slice(operation.length);
  if (local.startsWith('/error/') || local === '/exchange/refusal-envelope') return true;
  const reply = finding.exchange?.reply;
  return finding.axis === 'code' && reply !== undefined && (reply.code ?? '') === '';
}

/**
 * What is amiss with the envelope is mended in one place. It is shown by a clause about the envelope itself, where
 * there is one.
 */
function envelopeCauses(offences: readonly Offence[]): readonly Cause[] {
  return [...groupBy(offences, ({ operation, verdict }) => canonical([operation, verdict])).values()].flatMap(
    (same) => {
      const groups = groupsOf(same);
      const own = groups.filter(({ minimal }) => minimal.axis !== 'code');
      return causeOf(groups, minimalOf((own.length > 0 ? own : groups).map(({ minimal }) => minimal)));
    },
  );
}

/**
 * One finding per cause. Findings of one clause on one axis with the same kind of reply are one cause; where three and
 * more clauses of one kind were answered the same although the same kind of answer was expected, all of them are, and
 * so are very many of any kind, and one value that is refused in several members. `kept` is, by operation, of how many rules it was seen that what breaks them is
 * refused. What is amiss with the envelope of refusals is one. The cause that touches most clauses comes first,
 * failures before non-strict.
 */
export function groupCauses(
  offences: readonly Offence[],
  kept: ReadonlyMap<string, number> = new Map(),
): readonly Cause[] {
  const ofEnvelope = offences.filter(isOfEnvelope);
  const others = offences.filter((offence) => !isOfEnvelope(offence));
  const alike = groupBy(others, (offence) =>
    canonical([offence.operation, offence.verdict, offence.finding.axis, likenessOf(offence)]),
  );
  const rest = [...alike.values()].flatMap((same) => {
    const byValue = groupBy(groupsOf(same), (group) => refusedValueOf(group) ?? group.clause.id);
    const ofOneValue = [...byValue.values()].filter((groups) => groups.length > 1);
    const single = [...byValue.values()].flatMap((groups) => (groups.length > 1 ? [] : groups));
    const ofKinds = [...groupBy(single, expectationOf).values()]
      .flatMap((groups) => ofOneKind(groups, kept.get(same[0]?.operation ?? '') ?? 0))
      .flatMap((groups) => (groups.length >= oneCauseFrom ? [groups] : groups.map((group) => [group])));
    return [...ofOneValue, ...ofKinds].flatMap((groups) => causeOf(groups));
  });
  return [...envelopeCauses(ofEnvelope), ...rest].sort(byWeight);
}
