import { clauseNamed } from '../specs/clause-named.js';
import type { Contract, Rejects } from '../specs/contract.js';
import { inspect } from '../specs/inspect.js';
import { notNowOf } from '../specs/not-now.js';
import { isObject } from '../specs/pointer.js';
import { buildTree, type TreeNode } from '../specs/tree.js';
import { isExpected, refusal, tolerated } from './expected-answers.js';
import type { FindingPart, SentRequest } from './observer.js';
import { describeReply, errorCodeOf } from './reply.js';
import type { Session } from './session.js';

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
  /** Whether a busy target is what is expected. */
  readonly whileBusy?: boolean;
  /** What was accepted beside it: its valid twin (default), the stored values only, or nothing. */
  readonly control?: 'twin' | 'stored' | 'none';
}

const envelopes = new WeakMap<Contract, TreeNode>();

function envelopeTree(contract: Contract): TreeNode {
  const tree = envelopes.get(contract) ?? buildTree(contract.envelope, { prefix: '/error', traits: new Set(), errata: contract.errata });
  envelopes.set(contract, tree);
  return tree;
}

/** Judges the error envelope of a refusal; false when there is none to read a code from. */
export function judgeEnvelope(session: Session, sent: SentRequest): boolean {
  const { reply } = sent;
  const { observer, contract } = session;
  if (reply.kind === 'none') return false;
  const clause = '/exchange/refusal-envelope';
  const mediaType = reply.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? 'no content type';
  if (!isObject(reply.body)) {
    const actual = `${mediaType}, ${reply.text === '' ? 'an empty body' : 'not a JSON object'}`;
    observer.found(clause, { axis: 'shape', outcome: 'broken', expected: 'a JSON error envelope', actual }, sent);
    return false;
  }
  observer.saw(clause, 'observe');
  for (const observation of inspect(envelopeTree(contract), reply.body, new Set())) {
    if (observation.holds === 'yes') observer.saw(observation.clause, 'observe');
    else if (observation.holds === 'no') {
      const statement = clauseNamed(contract, observation.clause)?.statement ?? observation.clause;
      observer.found(
        observation.clause,
        { axis: 'shape', outcome: 'broken', expected: statement, actual: JSON.stringify(observation.value) ?? 'it is missing', pointer: observation.at },
        sent,
        errorCodeOf(contract, reply),
      );
    }
  }
  return true;
}

/**
 * Judges the answer to a request that breaks a clause: refused, with the documented status and code, in the error envelope.
 * @returns whether the target refused
 */
export function judgeRefusal(session: Session, sent: SentRequest, expected: ExpectedRefusal): boolean {
  const { observer, contract } = session;
  const { reply } = sent;
  const { clause, rejects, operator, change, advisory = false, side = 'refuse', control = 'twin', whileBusy = false } = expected;
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
    observer.found(clause, { ...part('status', 'broken'), actual: `neither taken nor refused: ${actual}` }, sent);
    return true;
  }
  if (reply.status < 400) {
    observer.found(clause, { ...part('status', 'broken'), actual: `accepted with ${actual}` }, sent);
    return false;
  }
  const isNamed = code !== undefined && rejects.some((entry) => entry.code?.includes(code) === true);
  const asks = notNowOf(contract, reply);
  if (sent.notNow !== undefined || asks?.kind === 'throttled' || (asks?.isSure === true && !isNamed && !whileBusy)) {
    observer.found(clause, { ...part('control', 'undecided'), actual: sent.notNow ?? `busy or throttled (${actual})` }, sent, code);
    return true;
  }
  const isMust = clauseNamed(contract, clause)?.level === 'must';
  if (reply.status < 500) observer.saw('/exchange/no-server-error', 'observe');
  else if (!isMust || advisory)
    observer.found('/exchange/no-server-error', { axis: 'status', outcome: 'broken', expected: 'a status below 500', actual, ...made }, sent, code);
  const readable = reply.status >= 500 || judgeEnvelope(session, sent);
  const asDocumented = isExpected(wanted.answers, reply.status, code);
  if (reply.status < 500 && (control === 'none' || (control === 'stored' && !asDocumented))) {
    const why = control === 'none' ? 'nothing valid was sent beside it' : 'only its valid twin tells whether another rule refused it';
    observer.found(clause, { ...part('control', 'undecided'), actual: `refused with ${actual}, but ${why}; --mutate sends it` }, sent, code);
  } else if (asDocumented) observer.saw(clause, side);
  else if (isExpected(tolerated(rejects), reply.status, code)) observer.found(clause, part('status', 'tolerated'), sent, code);
  else if (!rejects.some(({ status }) => status === reply.status)) observer.found(clause, part('status', 'broken'), sent, code);
  else observer.found(clause, part('code', 'broken'), sent, readable ? code : undefined);
  return true;
}
