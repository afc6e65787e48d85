import { isObject } from '../pointer.js';
import type { Traits } from '../schema.js';
import { conditionHolds } from './conditions.js';
import { planOf, type Verdict } from './node-plan.js';
import type { TreeNode } from './tree.js';

/** What one value tells about one clause: kept, broken, or disputed among readings of the document. */
export interface Observation {
  /** Local clause id. */
  readonly clause: string;
  readonly holds: Verdict;
  /** Pointer of the value in the inspected document. */
  readonly at: string;
  readonly value?: unknown;
  readonly note?: string;
  /**
   * Set on a member that is missing although its condition holds, where no sample shows it: that alone breaks nothing.
   */
  readonly isExpected?: true;
}

interface Context {
  readonly traits: Traits;
  readonly body: unknown;
  readonly out: Observation[];
  /** Whether what is kept is left out. */
  readonly onlyBroken: boolean;
}

/**
 * Judges a value against every clause of a tree, one observation for each clause and place.
 * Members below a wrongly typed value are not judged; unknown members are ignored.
 */
export function inspect(tree: TreeNode, value: unknown, traits: Traits): readonly Observation[] {
  const out: Observation[] = [];
  inspectValue(tree, value, '', { traits, body: value, out, onlyBroken: false });
  return out;
}

/** The observations of `inspect` that tell of a clause that is broken, or disputed. */
export function inspectBroken(tree: TreeNode, value: unknown, traits: Traits): readonly Observation[] {
  const out: Observation[] = [];
  inspectValue(tree, value, '', { traits, body: value, out, onlyBroken: true });
  return out;
}

function inspectValue(node: TreeNode, value: unknown, at: string, context: Context): void {
  if (node.via !== 'content' && !inspectFacets(node, value, at, context)) return;
  if (node.schema.contentSchema !== undefined) {
    const content = parsed(value);
    if (isObject(content)) for (const child of node.children) inspectMembers(child, content, at, context);
  } else if (Array.isArray(value)) {
    for (const child of node.children) {
      if (child.via === 'item')
        for (const [index, item] of value.entries()) inspectValue(child, item, `${at}/${index}`, context);
    }
  } else if (isObject(value)) {
    inspectMembers(node, value, at, context);
  }
}

/** Judges the facets of a node; false when the type is wrong and nothing below can be judged. */
function inspectFacets(node: TreeNode, value: unknown, at: string, { out, onlyBroken }: Context): boolean {
  const { facets, disputes } = planOf(node);
  for (const { clause, judge, stops, uncertain } of facets) {
    const holds = judge(value);
    if (holds !== 'yes' || !(onlyBroken || uncertain)) out.push({ clause, holds, at, value });
    if (stops && holds !== 'yes') return false;
  }
  // A facet that only another reading states: keeping it is not required, breaking it is disputed.
  for (const { clause, test } of disputes) if (!test(value)) out.push({ clause, holds: 'disputed', at, value });
  return true;
}

function inspectMembers(node: TreeNode, value: Readonly<Record<string, unknown>>, at: string, context: Context): void {
  for (const child of node.children) {
    if (child.via !== 'property') continue;
    const member = Object.hasOwn(value, child.name) ? value[child.name] : undefined;
    const place = `${at}/${child.name}`;
    inspectPresence(child, member, place, context);
    if (member !== undefined) inspectValue(child, member, place, context);
  }
}

function inspectPresence(node: TreeNode, value: unknown, at: string, { traits, body, out, onlyBroken }: Context): void {
  const present = value !== undefined;
  const returned = node.schema['x-returned-when'];
  const { presence, absent, condition, otherConditions } = planOf(node);
  if (returned === undefined) {
    const kept = present ? 'yes' : absent;
    if (!onlyBroken || kept !== 'yes')
      out.push({ clause: presence, holds: kept, at, note: present ? 'present' : 'absent' });
    return;
  }
  const holds = conditionHolds(returned.if, traits, body);
  if (holds === undefined) return;
  // What is not to be returned may be shown as an empty text: that tells nothing either.
  const isTold = present && value !== '';
  const isWrong = (rule: typeof returned, met: boolean): boolean =>
    met ? !present && rule.presence !== 'optional' : isTold;
  const isRight = (rule: typeof returned | undefined): boolean => {
    const met = rule === undefined ? undefined : conditionHolds(rule.if, traits, body);
    return rule === undefined || met === undefined || !isWrong(rule, met);
  };
  const note = holds ? 'its condition holds' : 'its condition does not hold';
  const kept = isWrong(returned, holds) ? (otherConditions.some(isRight) ? 'disputed' : 'no') : 'yes';
  const lenient = holds && !present && returned.presence === 'expected' ? { isExpected: true as const } : {};
  if (!onlyBroken || kept !== 'yes') out.push({ clause: condition, holds: kept, at, note, ...lenient });
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
