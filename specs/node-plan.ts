import { validator } from './ajv.js';
import { facetsOf, type ValueFacet } from './facets.js';
import type { Schema } from './schema.js';
import { clauseAt, facetSchema, type TreeNode } from './tree.js';

/** Whether a value keeps one facet of one schema. */
export type FacetTest = (value: unknown) => boolean;

/** One facet of a node: its clause, and a test for each reading of the document, the contract's own first. */
export interface FacetPlan {
  readonly clause: string;
  readonly tests: readonly [FacetTest, ...FacetTest[]];
  /** A value that breaks the facet is not judged any further. */
  readonly stops: boolean;
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
export function agreement(votes: readonly boolean[]): Verdict {
  if (votes.every(Boolean)) return 'yes';
  return votes.some(Boolean) ? 'disputed' : 'no';
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
  const validate = validator(facetSchema(schema, facet));
  return (value) => validate(value) === true;
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
  const votes = [required, ...readings.map(({ presence }) => (presence === undefined ? required : presence === 'required'))];
  return {
    facets: own.map((facet) => ({
      clause: clauseAt(node, facet),
      tests: [facetTest(node.schema, facet), ...readings.map(({ schema }) => facetTest(schema, facet))],
      stops: facet === 'type' || facet === 'content',
    })),
    disputes: readings.flatMap(({ schema }) =>
      facetsOf(schema)
        .filter((facet) => !own.includes(facet))
        .map((facet) => ({ clause: `${node.pointer}#${facet}`, test: facetTest(schema, facet) })),
    ),
    presence: clauseAt(node, 'presence'),
    absent: agreement(votes.map((needed) => !needed)),
    condition: `${node.pointer}#condition`,
    otherConditions: readings.map(({ presence, schema }) => (presence === undefined ? schema['x-returned-when'] : undefined)),
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
