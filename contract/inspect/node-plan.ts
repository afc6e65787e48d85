import { facetsOf, type ValueFacet } from '../facets.js';
import type { Schema } from '../schema.js';
import { validator } from './ajv.js';
import { clauseAt, facetSchema, type TreeNode } from './tree.js';

/** Whether a value keeps one facet of one schema. */
export type FacetTest = (value: unknown) => boolean;

/** One facet of a node: its clause, and what the readings of the document say together about a value. */
export interface FacetPlan {
  readonly clause: string;
  readonly judge: (value: unknown) => Verdict;
  /** A value that breaks the facet is not judged any further. */
  readonly stops: boolean;
  /** Nobody knows whether the clause's condition is met: that it is kept proves nothing. */
  readonly uncertain: boolean;
}

/** All that judging values at a node takes, worked out once. */
export interface NodePlan {
  readonly facets: readonly FacetPlan[];
  /** Facets that only other readings state: breaking them is disputed. */
  readonly disputes: readonly { readonly clause: string; readonly test: FacetTest }[];
  readonly presence: string;
  /** What an absent member tells about `presence`. */
  readonly absent: Verdict;
  readonly condition: string;
  /** When the member is returned under the other readings; undefined: that reading lets it come or not. */
  readonly otherConditions: readonly Schema['x-returned-when'][];
}

/** Kept, broken, or disputed among readings of the document. */
export type Verdict = 'yes' | 'no' | 'disputed';

const plans = new WeakMap<TreeNode, NodePlan>();
const tests = new WeakMap<Schema, Map<ValueFacet, FacetTest>>();

/** What several readings say together: the one that all give, else `disputed`. */
function agreement(votes: readonly boolean[]): Verdict {
  if (votes.every(Boolean)) return 'yes';
  return votes.some(Boolean) ? 'disputed' : 'no';
}

/**
 * What the tests of all readings say about a value. Answers show the same values again and again: the last one is
 * remembered.
 */
function judgeBy(tests: readonly FacetTest[]): (value: unknown) => Verdict {
  let last: { readonly value: unknown; readonly verdict: Verdict } | undefined;
  return (value) => {
    if (last !== undefined && last.value === value) return last.verdict;
    const verdict = agreement(tests.map((test) => test(value)));
    if (typeof value !== 'object') last = { value, verdict };
    return verdict;
  };
}

function contentTest(schema: Schema): FacetTest {
  const validate = validator({ type: schema.contentSchema?.type ?? 'object' });
  return (value) => {
    if (typeof value !== 'string') return true;
    try {
      return validate(JSON.parse(value)) === true;
    } catch {
      return false;
    }
  };
}

function compile(schema: Schema, facet: ValueFacet): FacetTest {
  if (facet === 'content') return contentTest(schema);
  let validate: ReturnType<typeof validator> | undefined;
  return (value) => {
    validate ??= validator(facetSchema(schema, facet));
    return validate(value) === true;
  };
}

/** The test of one facet of a schema; compiled at first use. */
function facetTest(schema: Schema, facet: ValueFacet): FacetTest {
  const own = tests.get(schema) ?? new Map<ValueFacet, FacetTest>();
  const test = own.get(facet) ?? compile(schema, facet);
  tests.set(schema, own.set(facet, test));
  return test;
}

function plan(node: TreeNode): NodePlan {
  const own = facetsOf(node.schema);
  const { readings, required } = node;
  const votes = [
    required,
    ...readings.map(({ presence }) => (presence === undefined ? required : presence === 'required')),
  ];
  return {
    facets: own.map((facet) => ({
      clause: clauseAt(node, facet),
      judge: judgeBy([facetTest(node.schema, facet), ...readings.map(({ schema }) => facetTest(schema, facet))]),
      stops: facet === 'type' || facet === 'content',
      uncertain: node.uncertain.has(facet),
    })),
    disputes: readings.flatMap(({ schema }) =>
      facetsOf(schema)
        .filter((facet) => !own.includes(facet))
        .map((facet) => ({ clause: `${node.pointer}#${facet}`, test: facetTest(schema, facet) })),
    ),
    presence: clauseAt(node, 'presence'),
    absent: agreement(votes.map((needed) => !needed)),
    condition: `${node.pointer}#condition`,
    otherConditions: readings.map(({ presence, schema }) =>
      presence === undefined ? schema['x-returned-when'] : undefined,
    ),
  };
}

/** The plan of a node; made at first use. */
export function planOf(node: TreeNode): NodePlan {
  const known = plans.get(node);
  if (known !== undefined) return known;
  const made = plan(node);
  plans.set(node, made);
  return made;
}
