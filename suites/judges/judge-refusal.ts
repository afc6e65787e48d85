import type { Basis, Contract, Rejects } from '../../contract/contract.js';
import { notNowOf } from '../../contract/facts/not-now.js';
import { clauseNamed } from '../../contract/inspect/clause-named.js';
import { inspect } from '../../contract/inspect/inspect.js';
import { buildTree, type TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import { besideTheRequest } from '../exchange/beside-the-request.js';
import { isOfStatus } from '../exchange/is-of-status.js';
import { describeReply, errorCodeOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { isExpected, refusal, tolerated } from '../findings/expected-answers.js';
import type { FindingPart } from '../findings/observer.js';
import type { Judging } from './judging.js';

/** A refusal that is expected, and the clause it is about. */
export interface ExpectedRefusal {
  /** Local clause id. */
  readonly clause: string;
  /** Any of these is right. */
  readonly rejects: readonly Rejects[];
  readonly operator?: string;
  readonly change?: string;
  /** The document only suggests the refusal: it is told, not judged. */
  readonly advisory?: boolean;
  /** The side to count; default refuse. */
  readonly side?: 'refuse' | 'observe';
  /**
   * What the refusal rests on where that is less than the clause does: a target that takes the request is told
   * accordingly.
   */
  readonly takenBasis?: Basis;
  /** Whether a busy target is what is expected. */
  readonly whileBusy?: boolean;
  /** What was accepted beside it: its valid twin (default), the stored values only, or nothing. */
  readonly control?: 'twin' | 'stored' | 'none';
}

const envelopes = new WeakMap<Contract, TreeNode>();

function envelopeTree(contract: Contract): TreeNode {
  const tree =
    envelopes.get(contract) ??
    buildTree(contract.envelope, { prefix: '/error', traits: new Set(), errata: contract.errata });
  envelopes.set(contract, tree);
  return tree;
}

/**
 * Judges the error envelope of a refusal; false when there is none to read a code from.
 * `basis` is what the envelope rests on where that is less than the document says of it.
 */
export function judgeEnvelope(session: Judging, sent: SentRequest, basis?: Basis): boolean {
  const { reply } = sent;
  const { observer, contract } = session;
  if (reply.kind === 'none') return false;
  const clause = '/exchange/refusal-envelope';
  const weaker = basis === undefined ? {} : { basis };
  const mediaType = reply.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? 'no content type';
  if (!isObject(reply.body)) {
    const actual = `${mediaType}, ${reply.text === '' ? 'an empty body' : 'not a JSON object'}`;
    observer.found(
      clause,
      { axis: 'shape', outcome: 'broken', expected: 'a JSON error envelope', actual, ...weaker },
      sent,
    );
    return false;
  }
  observer.saw(clause, 'observe');
  for (const observation of inspect(envelopeTree(contract), reply.body, new Set())) {
    if (observation.holds === 'yes') observer.saw(observation.clause, 'observe');
    else if (observation.holds === 'no') {
      const statement = clauseNamed(contract, observation.clause)?.statement ?? observation.clause;
      observer.found(
        observation.clause,
        {
          axis: 'shape',
          outcome: 'broken',
          expected: statement,
          actual: JSON.stringify(observation.value) ?? 'it is missing',
          pointer: observation.at,
          ...weaker,
        },
        sent,
        errorCodeOf(contract, reply),
      );
    }
  }
  return true;
}

/**
 * Judges the answer to a request that breaks a clause: refused, with the documented status and code, in the error
 * envelope.
 * @returns whether the target refused
 */
export function judgeRefusal(session: Judging, sent: SentRequest, expected: ExpectedRefusal): boolean {
  const { observer, contract } = session;
  const { reply } = sent;
  const {
    clause,
    rejects,
    operator,
    change,
    advisory = false,
    side = 'refuse',
    control = 'twin',
    whileBusy = false,
  } = expected;
  const code = errorCodeOf(contract, reply);
  const actual = describeReply(contract, reply);
  const made = { ...(operator === undefined ? {} : { operator }), ...(change === undefined ? {} : { change }) };
  const wanted = refusal(rejects);
  const part = (axis: FindingPart['axis'], outcome: FindingPart['outcome']): FindingPart => ({
    axis,
    outcome: advisory && outcome !== 'undecided' ? 'noted' : outcome,
    ...wanted,
    actual,
    ...made,
  });
  if (reply.kind === 'none') {
    observer.found(clause, part('control', 'undecided'), sent);
    return true;
  }
  if (reply.status >= 300 && reply.status < 400) {
    // Where nothing valid is taken either, whatever stands in front of the target may redirect everything, to a login
    // for one.
    const [axis, outcome] = control === 'twin' ? (['status', 'broken'] as const) : (['control', 'undecided'] as const);
    observer.found(clause, { ...part(axis, outcome), actual: `neither taken nor refused: ${actual}` }, sent);
    return true;
  }
  if (reply.status < 400) {
    const weaker = expected.takenBasis === undefined ? {} : { basis: expected.takenBasis };
    observer.found(clause, { ...part('status', 'broken'), actual: `accepted with ${actual}`, ...weaker }, sent);
    return false;
  }
  const isNamed = code !== undefined && rejects.some((entry) => entry.code?.includes(code) === true);
  const asks = notNowOf(contract, reply);
  if (sent.notNow !== undefined || asks?.kind === 'throttled' || (asks?.isSure === true && !isNamed && !whileBusy)) {
    observer.found(
      clause,
      { ...part('control', 'undecided'), actual: sent.notNow ?? `busy or throttled (${actual})` },
      sent,
      code,
    );
    return true;
  }
  const statuses = [...wanted.answers, ...tolerated(rejects)].map(({ status }) => status);
  const isUnprinted = !statuses.includes(reply.status) && statuses.includes('4XX');
  const isPath = isInPath(contract, clause);
  const beside = isUnprinted ? besideTheRequest(contract, reply, isPath) : undefined;
  if (beside !== undefined) {
    observer.found(
      clause,
      { ...part('control', 'undecided'), actual: `${actual}: it speaks of ${beside}, not of what the request holds` },
      sent,
      code,
    );
    return true;
  }
  const isMust = clauseNamed(contract, clause)?.level === 'must';
  if (reply.status < 500) observer.saw('/exchange/no-server-error', 'observe');
  else if (!isMust || advisory)
    observer.found(
      '/exchange/no-server-error',
      { axis: 'status', outcome: 'broken', expected: 'a status below 500', actual, ...made },
      sent,
      code,
    );
  // A path that no route matches is refused by a router, which knows no envelope.
  const isRouters = isUnprinted && isPath && reply.status === 404 && code === undefined;
  // What cannot be read at all, or holds nothing, may be refused by whatever reads bodies in front of the operation.
  const readable =
    reply.status >= 500 ||
    isRouters ||
    judgeEnvelope(session, sent, clause === unread || isBare(sent) ? 'implied' : undefined);
  const asDocumented = isExpected(wanted.answers, reply.status, code);
  if (reply.status < 500 && (control === 'none' || (control === 'stored' && !asDocumented))) {
    const why =
      control === 'none'
        ? 'nothing valid was sent beside it'
        : 'only its valid twin tells whether another rule refused it';
    observer.found(
      clause,
      { ...part('control', 'undecided'), actual: `refused with ${actual}, but ${why}; --mutate sends it` },
      sent,
      code,
    );
  } else if (asDocumented) {
    observer.saw(clause, side);
    if (isUnprinted) judgeSameStatus(session, sent, clause);
  } else if (isExpected(tolerated(rejects), reply.status, code))
    observer.found(clause, part('status', 'tolerated'), sent, code);
  else {
    const isStatus = rejects.some(({ status }) => isOfStatus(status, reply.status));
    // Where a code stands in the envelope is known from clients only, where the document prints no envelope.
    const placed =
      code === undefined ? clauseNamed(contract, `/error${contract.errorCode}#presence`)?.basis : undefined;
    const basis =
      reply.status >= 500
        ? undefined
        : weakest([
            clauseNamed(contract, clause)?.basis ?? 'stated',
            strongest(rejects),
            ...(isStatus ? [placed ?? 'stated'] : []),
          ]);
    const found = part(isStatus ? 'code' : 'status', 'broken');
    observer.found(
      clause,
      basis === undefined || basis === clauseNamed(contract, clause)?.basis ? found : { ...found, basis },
      sent,
      isStatus && !readable ? undefined : code,
    );
  }
  return true;
}

const ranks: readonly Basis[] = ['stated', 'shown', 'known', 'implied'];

function weakest(bases: readonly Basis[]): Basis {
  return ranks[Math.max(...bases.map((basis) => ranks.indexOf(basis)))] ?? 'stated';
}

/** What the answers that are expected rest on: the best of them, as any is right. */
function strongest(rejects: readonly Rejects[]): Basis {
  return ranks[Math.min(...rejects.map(({ basis = 'stated' }) => ranks.indexOf(basis)))] ?? 'stated';
}

/** Whether a clause is about a member that travels in the path. */
function isInPath({ update }: Contract, local: string): boolean {
  const [, top] = (local.split('#')[0] ?? '').split('/');
  return update.members.some(({ name, location }) => name === top && location === 'path');
}

/** Bodies that cannot be read are refused by whatever reads them first: each may have a status of its own. */
const unread = '/exchange/malformed-body';

/** Whether a request has a body without any member. */
function isBare({ wire }: SentRequest): boolean {
  return wire.body !== undefined && /^\s*\{\s*\}\s*$/.test(wire.body);
}

/**
 * Judges that what breaks rules of one kind is refused with one status, where the document prints none. A router that
 * reads paths may have a status of its own.
 */
function judgeSameStatus({ observer, contract, refusalStatuses }: Judging, sent: SentRequest, clause: string): void {
  const { reply } = sent;
  if (reply.kind === 'none' || clause === unread) return;
  const local = '/exchange/refusal-status';
  const kind = `${clause.split('#')[1] ?? clause}${isInPath(contract, clause) ? ' in the path' : ''}`;
  const first = refusalStatuses.remember(kind, reply.status);
  if (first === reply.status) observer.saw(local, 'observe');
  else {
    const expected = `status ${first}, as for another request that breaks a rule of this kind (${kind})`;
    observer.found(
      local,
      { axis: 'status', outcome: 'broken', expected, actual: `status ${reply.status}` },
      sent,
      errorCodeOf(contract, reply),
    );
  }
}
