import * as fc from 'fast-check';
import type { Domain } from '../../properties/domain.js';

/** What a value does to the clauses of a contract. */
export interface Judgement {
  readonly broken: readonly string[];
  readonly disputed: readonly string[];
}

/** A domain together with everything that its values are held against. */
export interface Subject {
  readonly domain: Domain;
  /** Contract pointer of the node. */
  readonly pointer: string;
  /** Judges a value in its place, all else being valid. */
  readonly judge: (value: unknown) => Judgement;
  /** A second reading of the contract: whether a plain JSON Schema validator accepts the value in its place. */
  readonly validates: (value: unknown) => boolean;
  /** Whether the contract has a clause with this local id. */
  readonly exists: (clause: string) => boolean;
  /** Whether breaking `clause` may break `other`, at another node, with it. */
  readonly entails: (clause: string, other: string) => boolean;
}

/** How many values the laws look at, from which seed. */
export interface Effort {
  readonly seed: number;
  readonly draws: number;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

/**
 * Values met while a counter-example is shrunk; every third candidate is turned down, so that more than one branch is
 * walked.
 */
export function shrunken(arbitrary: fc.Arbitrary<unknown>, seed: number): readonly unknown[] {
  const seen: unknown[] = [];
  const property = fc.property(arbitrary, (value) => {
    seen.push(value);
    return seen.length % 3 === 2;
  });
  fc.check(property, { seed, numRuns: 1 });
  return seen;
}

/** Edges, draws and all that draws shrink to. */
function everyValue(
  edges: readonly unknown[],
  arbitrary: fc.Arbitrary<unknown>,
  { seed, draws }: Effort,
): readonly unknown[] {
  return [...edges, ...fc.sample(arbitrary, { seed, numRuns: draws }), ...shrunken(arbitrary, seed)];
}

/** Members break nothing, under either reading of the contract, drawn or shrunk. */
function* memberProblems({ domain, pointer, judge, validates }: Subject, effort: Effort): Generator<string> {
  if (domain.edges.length === 0) yield `${pointer}: no edges`;
  if (new Set(domain.edges.map((edge) => JSON.stringify(edge))).size !== domain.edges.length)
    yield `${pointer}: an edge stands twice`;
  for (const value of everyValue(domain.edges, domain.member, effort)) {
    const { broken, disputed } = judge(value);
    if (broken.length + disputed.length > 0)
      yield `${pointer}: member ${shown(value)} breaks ${broken.join(', ')}; disputed ${disputed.join(', ')}`;
    if (!validates(value)) yield `${pointer}: Ajv refuses the member ${shown(value)}`;
  }
}

/** Violations break their own clause, and no other node's but through a relation that moves a companion. */
function* violationProblems(
  { domain, pointer, judge, validates, exists, entails }: Subject,
  effort: Effort,
): Generator<string> {
  const labels = domain.violations.map(({ clause, operator }) => `${clause} ${operator}`);
  for (const label of new Set(labels.filter((one, index) => labels.indexOf(one) < index)))
    yield `${pointer}: two violations are labelled ${label}`;
  for (const { clause, operator, edges, random } of domain.violations) {
    if (!exists(clause)) yield `${pointer}: ${operator} names ${clause}, which is no clause`;
    if (edges.length === 0) yield `${pointer}: ${operator} has no edges`;
    for (const value of random === undefined ? edges : everyValue(edges, random, effort)) {
      const { broken, disputed } = judge(value);
      const what = `${clause} ${operator} ${shown(value)}`;
      if (![...broken, ...disputed].includes(clause))
        yield `${what} does not break its clause; broken ${broken.join(', ')}`;
      const foreign = broken.filter((other) => other.split('#')[0] !== pointer && !entails(clause, other));
      if (foreign.length > 0) yield `${what} also breaks ${foreign.join(', ')}`;
      if (broken.includes(clause) && validates(value)) yield `${what}: Ajv accepts it`;
    }
  }
}

/** The same seed draws the same values, and a domain of more than one value draws more than one. */
function* seedProblems({ domain, pointer }: Subject, { seed, draws }: Effort): Generator<string> {
  const sample = (): string => JSON.stringify(fc.sample(domain.member, { seed, numRuns: draws }));
  const [first, second] = [sample(), sample()];
  if (first !== second) yield `${pointer}: the seed ${seed} draws differently the second time`;
  const different = new Set(
    fc.sample(domain.member, { seed, numRuns: Math.max(draws, 12) }).map((value) => JSON.stringify(value)),
  );
  if (domain.edges.length > 1 && different.size < 2) yield `${pointer}: every draw is ${[...different].join()}`;
}

/** What is wrong with a domain under the laws that every domain keeps; empty for a good one. */
export function domainProblems(subject: Subject, effort: Effort): readonly string[] {
  return [...memberProblems(subject, effort), ...violationProblems(subject, effort), ...seedProblems(subject, effort)];
}
