import { createHash } from 'node:crypto';
import type { Clause, Contract } from '../../contract/contract.js';
import type { LogicalRequest } from '../../contract/target.js';
import type { ClauseSide, Exchange, Finding, ResultEntry } from '../../generated/journal.js';
import { cut } from '../exchange/cut.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { type SecretMask, secretMask } from '../secrets/secret-mask.js';
import { Doubts } from './doubts.js';

/** What a finding says beside its clause and exchange. */
export type FindingPart = Pick<Finding, 'axis' | 'outcome' | 'expected' | 'actual'> &
  Partial<Pick<Finding, 'basis' | 'answers' | 'pointer' | 'operator' | 'change'>>;

/** What is shown of texts that may be a target's, in characters. */
const shown = { body: 4000, change: 4000, statement: 2000, name: 300 };
const longestSecretForm = 2000;

function stringify(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}

/** A text without secrets and not too long. It is cut after hiding: half a secret would not be found. */
function told(mask: SecretMask, text: string, logical: LogicalRequest | undefined, most: number): string {
  const hidden = mask.hide(text.slice(0, most + longestSecretForm), logical);
  return text.length > most ? cut(hidden, most, text.length) : hidden;
}

function exchangeOf(
  { logical, wire, url, reply, signing }: SentRequest,
  errorCode: string | undefined,
  mask: SecretMask,
): Exchange {
  const request = {
    method: wire.method,
    url,
    headers: { ...wire.headers },
    ...(wire.body === undefined ? {} : { body: wire.body }),
  };
  const signed =
    signing === undefined
      ? {}
      : {
          signing: {
            scheme: signing.scheme,
            variables: [...signing.variables],
            ...(signing.headers === undefined ? {} : { headers: { ...signing.headers } }),
          },
        };
  if (reply.kind === 'none')
    return {
      logical: { ...logical },
      request,
      ...signed,
      problem: told(mask, reply.problem, logical, shown.statement),
    };
  const contentType = reply.headers['content-type'];
  return {
    logical: { ...logical },
    request,
    ...signed,
    reply: {
      status: reply.status,
      ...(contentType === undefined ? {} : { contentType: told(mask, contentType, logical, shown.name) }),
      ...(errorCode === undefined ? {} : { code: told(mask, errorCode, logical, shown.name) }),
      body: mask.hide(reply.text.slice(0, shown.body + longestSecretForm), logical).slice(0, shown.body),
    },
  };
}

/** Collects what one subject shows: a tally of clause sides seen as documented, and findings. */
export class Observer {
  readonly #contract: Contract;
  readonly #clauses: ReadonlyMap<string, Clause>;
  readonly #fixture: string;
  readonly mask: SecretMask;
  readonly #seed: number;
  readonly #doubts: Doubts;
  /** By side and local id. */
  readonly #tally: Readonly<
    Record<ClauseSide, Map<string, { readonly clause: string; readonly side: ClauseSide; count: number }>>
  > = {
    accept: new Map(),
    refuse: new Map(),
    observe: new Map(),
  };
  /** By what they tell. */
  readonly #findings = new Map<string, Finding>();

  constructor(
    contract: Contract,
    clauses: ReadonlyMap<string, Clause>,
    fixture: string,
    seed: number,
    mask: SecretMask = secretMask(contract),
    doubts: Doubts = new Doubts(),
  ) {
    this.#doubts = doubts;
    this.#contract = contract;
    this.mask = mask;
    this.#clauses = clauses;
    this.#fixture = fixture;
    this.#seed = seed;
  }

  /** One that collects apart for the same subject, until this one absorbs it. */
  sibling(): Observer {
    return new Observer(this.#contract, this.#clauses, this.#fixture, this.#seed, this.mask, this.#doubts);
  }

  /** Takes over what a sibling has collected. */
  absorb(sibling: Observer): void {
    for (const local of sibling.seen) this.seen.add(local);
    for (const tally of Object.values(sibling.#tally))
      for (const [local, { clause, side, count }] of tally) this.#count(local, clause, side, count);
    for (const [key, finding] of sibling.#findings) if (!this.#findings.has(key)) this.#findings.set(key, finding);
  }

  /** What was found broken, by clause, axis and place, whichever request showed it. */
  get broken(): ReadonlySet<string> {
    const found = [...this.#findings.values()].filter(({ outcome }) => outcome === 'broken');
    return new Set(found.map(({ clause, axis, pointer = '' }) => `${clause} ${axis} ${pointer}`));
  }

  /** What was found so far. */
  get findings(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  /** Leaves findings open for which a reason is given. */
  leaveOpen(whyOpen: (finding: Finding) => string | undefined): void {
    for (const [key, finding] of this.#findings) {
      const why = whyOpen(finding);
      if (why === undefined) continue;
      const actual = told(this.mask, `${finding.actual}; ${why}`, finding.exchange?.logical, shown.statement);
      this.#findings.set(key, { ...finding, outcome: 'undecided', actual });
    }
  }

  /** Whether something was found broken at a place of an answer or resource. */
  isBrokenAt(pointer: string): boolean {
    return [...this.#findings.values()].some((finding) => finding.outcome === 'broken' && finding.pointer === pointer);
  }

  /** Local ids of the clauses that were judged, whatever the outcome. */
  readonly seen: Set<string> = new Set<string>();

  /** Whether a run speaks of a clause, by local id: it is selected, claimed and not excluded. */
  speaksOf(local: string): boolean {
    return this.#clauses.has(local);
  }

  /** Counts one side of a clause as seen; clauses that are excluded or unknown do not count. */
  saw(local: string, side: ClauseSide): void {
    this.seen.add(local);
    const clause = this.#clauses.get(local);
    if (clause === undefined) return;
    this.#count(local, clause.id, side, 1);
  }

  #count(local: string, clause: string, side: ClauseSide, count: number): void {
    const entry = this.#tally[side].get(local);
    if (entry === undefined) this.#tally[side].set(local, { clause, side, count });
    else entry.count += count;
  }

  /**
   * Adds a finding about a clause. The same clause, axis and difference is told once per subject:
   * what repeats over exchanges of one subject has one cause.
   */
  found(local: string, given: FindingPart, sent: SentRequest | undefined, errorCode?: string): void {
    this.seen.add(local);
    const clause = this.#clauses.get(local);
    if (clause === undefined) return;
    const part = this.#doubted(given, sent);
    const key = stringify([
      local,
      part.axis,
      part.outcome,
      part.pointer?.replace(/\/\d+/g, '/0'),
      part.operator,
      part.expected.slice(0, shown.statement),
      part.operator === undefined ? part.actual.slice(0, shown.statement) : '',
    ]);
    if (this.#findings.has(key)) return;
    const identity = stringify([this.#contract.id, local, part.axis, part.operator, this.#fixture, sent?.logical]);
    this.#findings.set(key, {
      case: createHash('sha256').update(identity).digest('hex').slice(0, 12),
      clause: clause.id,
      ...part,
      expected: told(this.mask, part.expected, sent?.logical, shown.statement),
      actual: told(this.mask, part.actual, sent?.logical, shown.statement),
      ...(part.change === undefined ? {} : { change: told(this.mask, part.change, sent?.logical, shown.change) }),
      fixture: this.#fixture,
      seed: this.#seed,
      ...(clause.errata.length === 0 ? {} : { errata: [...clause.errata] }),
      ...(sent === undefined ? {} : { exchange: exchangeOf(sent, errorCode, this.mask) }),
      ...(sent?.reply.kind === 'none' && sent.reply.withheld === true ? { withheld: true as const } : {}),
    });
  }

  /** What may be about a value that a wrong request left behind is told, and decides nothing. */
  #doubted(part: FindingPart, sent: SentRequest | undefined): FindingPart {
    const isJudged = part.outcome === 'broken' || part.outcome === 'tolerated';
    const doubt = isJudged ? this.#doubts.about(this.#fixture, part, sent?.reply) : undefined;
    return doubt === undefined ? part : { ...part, outcome: 'undecided', actual: `${part.actual}, but ${doubt}` };
  }

  /** What was collected, as the tally and findings of a journal entry. */
  result(): Pick<ResultEntry, 'tally' | 'findings'> {
    return {
      tally: Object.values(this.#tally).flatMap((tally) => [...tally.values()].map((entry) => ({ ...entry }))),
      findings: [...this.#findings.values()],
    };
  }
}
