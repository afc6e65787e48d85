import type { Contract } from '../../contract/contract.js';
import { StoredPlace } from '../../contract/facts/stored-place.js';
import { traitsSatisfy } from '../../contract/inspect/conditions.js';
import { nodesAlong } from '../../contract/inspect/nodes-along.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import type { RequestModel } from '../../properties/request-model.js';
import { hiddenPlaces, storedValues } from '../state/stored-values.js';
import type { RefusedPart } from './taken-back.js';

/** A member that no update could bring back to what it is. */
export interface LastingMember {
  /** Contract pointer. */
  readonly pointer: string;
  readonly why: string;
}

/** The update that writes a resource's stored values back, or why there is none. */
export type WriteBack =
  | {
      readonly logical: LogicalRequest;
      /** Pointers of stored members that the request lacks: secrets that no read-back shows. */
      readonly unreadable: readonly string[];
      /** Members that the request cannot bring back once they were changed. */
      readonly lasting: readonly LastingMember[];
      /** The same with the stored values that only some readings admit: the target has them, and may take them back. */
      readonly fuller?: LogicalRequest;
      /** Why it is not sure that the target takes it. */
      readonly doubt?: string;
      /** Stored values that the target was seen not to take back, which it lacks. */
      readonly refused?: readonly RefusedPart[];
    }
  | { readonly problem: string };

/** What a write-back is made for. */
export interface WriteBackOptions {
  readonly contract: Contract;
  readonly fixture: TargetFixture;
  readonly model: RequestModel;
  /** Values of secret members, by name. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** A stored value in the type that a request writes it in. */
function asRequested(value: unknown, { type }: Schema): unknown {
  const types = [type ?? []].flat();
  if (types.length === 0 || value === undefined || value === null || typeof value === 'object') return value;
  if (typeof value === 'string') {
    if (types.includes('string')) return value;
    if (types.includes('integer') && /^-?\d+$/.test(value)) return Number(value);
    return types.includes('boolean') && /^(?:true|false)$/.test(value) ? value === 'true' : value;
  }
  return types.includes('string') && !types.includes(typeof value === 'boolean' ? 'boolean' : 'integer')
    ? String(value)
    : value;
}

class Writer {
  readonly unreadable: string[] = [];
  readonly missing: string[] = [];
  /** Contract pointers of members that are not set, or not shown: no update leaves them so again. */
  readonly absent = new Set<string>();
  readonly #traits: ReadonlySet<string>;
  readonly #options: WriteBackOptions;
  readonly #state: unknown;
  readonly #hidden: ReadonlySet<string>;

  constructor(options: WriteBackOptions, resource: unknown) {
    this.#options = options;
    this.#traits = new Set(options.fixture.traits);
    this.#state = storedValues(options.contract, resource);
    this.#hidden = hiddenPlaces(options.contract, resource);
  }

  members(node: TreeNode, place: StoredPlace | undefined): Readonly<Record<string, unknown>> | undefined {
    const entries = node.children.flatMap((child) => {
      const value = this.#member(child, place);
      if (value === undefined && child.required && child.schema['x-secret'] !== true) this.missing.push(child.pointer);
      return value === undefined ? [] : [[child.name, value] as const];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }

  #member(node: TreeNode, owner: StoredPlace | undefined): unknown {
    const { schema, name } = node;
    if (schema['x-applies-when'] !== undefined && !traitsSatisfy(schema['x-applies-when'], this.#traits))
      return undefined;
    const place = owner?.member(name, schema);
    const value = place === undefined ? undefined : this.#value(node, place);
    if (value !== undefined) return value;
    if (schema['x-secret'] === true) {
      const given = this.#options.secrets[name];
      if (given === undefined) this.unreadable.push(node.pointer);
      return given;
    }
    if (
      place !== undefined &&
      !this.#hidden.has(place.pointer) &&
      !(schema['x-fixture'] === true && node.required) &&
      schema['x-assigned'] === undefined
    )
      this.absent.add(node.pointer);
    // Ids of the resource itself are not stored in it.
    return schema['x-fixture'] === true && node.required ? [this.#options.fixture.values[name]].flat()[0] : undefined;
  }

  #value(node: TreeNode, place: StoredPlace): unknown {
    const [below] = node.children;
    if (below === undefined) return asRequested(valueAt(this.#state, place.pointer), node.schema);
    if (valueAt(this.#state, place.pointer) === undefined) return undefined;
    if (below.via === 'content') return this.members(below, place);
    if (below.via !== 'item') return this.members(node, place);
    const stored = valueAt(this.#state, place.pointer);
    if (!Array.isArray(stored)) return undefined;
    return stored.map((item, index) =>
      below.children.length === 0 ? asRequested(item, below.schema) : (this.members(below, place.item(index)) ?? {}),
    );
  }
}

/** The pointer of the outermost optional member that holds a broken one: what can be left out of an update. */
function optionalAbove(tree: TreeNode, pointer: string): string | undefined {
  for (const node of nodesAlong(tree, pointer))
    if (!node.required) return node.pointer.replaceAll(/\/items(?=\/|$).*/g, '');
  return undefined;
}

/** What can be left out so that a clause is not broken: a member, or any of those that a relation is about. */
function droppables(model: RequestModel, broken: string): readonly string[] {
  const members = model.relations.find(({ clause }) => clause === broken)?.members ?? [broken.split('#')[0] ?? ''];
  return members.flatMap((pointer) => optionalAbove(model.tree, pointer) ?? []);
}

interface Reduced {
  readonly draft: Readonly<Record<string, unknown>>;
  readonly dropped: readonly LastingMember[];
  /** The clause that is broken all the same. */
  readonly broken?: string;
}

/** Leaves optional members out until `problems` of the request names nothing more. */
function reduced(
  model: RequestModel,
  whole: Readonly<Record<string, unknown>>,
  problems: (logical: LogicalRequest) => readonly string[],
): Reduced {
  const dropped: LastingMember[] = [];
  let draft = whole;
  for (const inevitable = new Set<string>(); ; ) {
    const broken = problems(model.logical(draft)).find((local) => !inevitable.has(local));
    if (broken === undefined) {
      const [first] = inevitable;
      return { draft, dropped, ...(first === undefined ? {} : { broken: first }) };
    }
    const droppable = droppables(model, broken).find((pointer) => valueAt(draft, pointer) !== undefined);
    const next = droppable === undefined ? undefined : withValueAt(draft, droppable, undefined);
    if (droppable === undefined || !isObject(next)) inevitable.add(broken);
    else {
      draft = next;
      dropped.push({
        pointer: droppable,
        why: `its stored value is none that every reading of the contract admits (${broken})`,
      });
    }
  }
}

/**
 * Makes the update that changes nothing, from what a read-back shows. Optional members that are stored otherwise than
 * the contract admits, be it by one reading only, are left out: nobody can know whether the target takes them, nor what
 * it stores then.
 */
export function writeBack(options: WriteBackOptions, resource: unknown): WriteBack {
  const { contract, model } = options;
  const open = new Set(contract.clauses.flatMap(({ local, excluded }) => (excluded === undefined ? [] : [local])));
  const writer = new Writer(options, resource);
  const whole = writer.members(model.tree, StoredPlace.whole) ?? {};
  const admitted = reduced(model, whole, (logical) =>
    model.judgeStored(logical).broken.filter((local) => !open.has(local)),
  );
  if (admitted.broken !== undefined) return { problem: problemOf(admitted.broken, writer) };
  const undisputed = reduced(model, admitted.draft, (logical) => {
    const { broken, disputed } = model.judgeStored(logical);
    return [...broken, ...disputed];
  });
  const absent = [...writer.absent].map((pointer) => ({ pointer, why: 'the read-back does not show it' }));
  return {
    logical: model.logical(undisputed.draft),
    unreadable: writer.unreadable,
    lasting: [...admitted.dropped, ...undisputed.dropped, ...absent],
    ...(undisputed.dropped.length === 0 && undisputed.broken === undefined
      ? {}
      : { fuller: model.logical(admitted.draft) }),
    ...(undisputed.broken === undefined
      ? {}
      : {
          doubt: `its stored values cannot all be left out of an update, and not every reading of the contract admits them (${undisputed.broken})`,
        }),
  };
}

function problemOf(broken: string, { missing, unreadable }: Writer): string {
  const member = missing[0] ?? unreadable.find((pointer) => broken.startsWith(`${pointer}#`)) ?? broken;
  if (unreadable.includes(member))
    return `every update needs ${member}, a secret that no read-back shows; give it in the environment`;
  if (missing.includes(member)) return `every update needs ${member}, which the read-back does not show`;
  return `what the read-back shows is no valid update (${broken})`;
}
