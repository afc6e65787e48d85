import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.js';
import { withoutToken } from '../../contract/facts/client-tokens.js';
import { type StoredMember, storedMembers } from '../../contract/facts/stored-members.js';
import { traitMembers } from '../../contract/facts/trait-members.js';
import { valueAt } from '../../contract/pointer.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { comparableValue } from '../state/comparable-value.js';

/** Valid requests that send the same stored members, each with other values. */
export interface DistinctDrafts {
  readonly members: readonly StoredMember[];
  readonly drafts: readonly DraftRequest[];
}

/** How many of what to make. */
export interface DistinctOptions {
  readonly drafts: number;
  readonly fewestMembers: number;
  readonly mostMembers: number;
  /** The request as the fixture takes it; default: as it is. */
  readonly mended?: (draft: DraftRequest) => DraftRequest;
}

function ownerOf({ pointer }: StoredMember): string {
  return pointer.slice(0, pointer.lastIndexOf('/'));
}

/** Members that are always shown first, and among them one of each object before its siblings. */
function byReach(members: readonly StoredMember[]): readonly StoredMember[] {
  const owners = new Set<string>();
  const fresh = new Set(members.filter((member) => !owners.has(ownerOf(member)) && owners.add(ownerOf(member))));
  const rank = (member: StoredMember): number => Number(member.conditional) * 2 + Number(!fresh.has(member));
  return [...members].sort((a, b) => rank(a) - rank(b));
}

/** The first values of a member, boundaries before others, that differ however they are written. */
function valuesOf(model: RequestModel, { pointer, schema }: StoredMember): readonly unknown[] {
  const node = model.nodes.find((candidate) => candidate.pointer === pointer);
  const domain =
    node === undefined || node.schema['x-fixture'] === true || node.schema['x-secret'] === true
      ? undefined
      : model.domain(node);
  const values = domain === undefined ? [] : [...domain.edges, ...fc.sample(domain.member, { seed: 1, numRuns: 20 })];
  const texts = values.map((value) => comparableValue(schema, value));
  return values.filter((_, index) => texts[index] !== undefined && texts.indexOf(texts[index]) === index);
}

function firstOf<Value>(values: readonly Value[], most: number, isWanted: (value: Value) => boolean): readonly Value[] {
  const found: Value[] = [];
  for (const value of values) {
    if (found.length === most) break;
    if (isWanted(value)) found.push(value);
  }
  return found;
}

/**
 * Valid requests that send the same stored members, each with values of its own; undefined where there are not enough.
 */
export function distinctDrafts(
  contract: Contract,
  model: RequestModel,
  options: DistinctOptions,
): DistinctDrafts | undefined {
  const compared = new Set(
    contract.clauses.flatMap(({ kind, pointer, excluded }) =>
      kind === 'effect' && excluded === undefined ? (pointer ?? []) : [],
    ),
  );
  const deciding = traitMembers(contract);
  const isPlain = ({ pointer, place }: StoredMember): boolean =>
    !deciding.has(pointer) && compared.has(pointer) && !`${pointer}${place}/`.includes('/items/');
  const draftOf = (values: Readonly<Record<string, unknown>>): DraftRequest | undefined => {
    const made = withoutToken(contract, model.with(values));
    const draft = model.isSure(made) ? (options.mended?.(made) ?? made) : undefined;
    if (draft === undefined) return undefined;
    const isKept = Object.entries(values).every(
      ([pointer, value]) => JSON.stringify(valueAt(draft, pointer)) === JSON.stringify(value),
    );
    return isKept ? draft : undefined;
  };
  let columns: readonly (readonly [StoredMember, readonly unknown[]])[] = [];
  let drafts: readonly DraftRequest[] = [];
  for (const member of byReach(storedMembers(contract).filter(isPlain))) {
    const values = firstOf(
      valuesOf(model, member),
      options.drafts,
      (value) => draftOf({ [member.pointer]: value }) !== undefined,
    );
    const wider = [...columns, [member, values] as const];
    const made = Array.from({ length: options.drafts }, (_, row) =>
      draftOf(Object.fromEntries(wider.map(([{ pointer }, column]) => [pointer, column[row]]))),
    );
    const sure = made.filter((draft) => draft !== undefined);
    if (values.length < options.drafts || sure.length < options.drafts) continue;
    columns = wider;
    drafts = sure;
    if (columns.length === options.mostMembers) break;
  }
  return columns.length < options.fewestMembers ? undefined : { members: columns.map(([member]) => member), drafts };
}
