import type { Contract } from '../../contract/contract.js';
import { withoutToken } from '../../contract/facts/client-tokens.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import { type DraftRequest, firstInstance } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';

const otherMembers = 3;

/** Updates of other members than the plain one, spread over those there are. */
export function otherUpdates(model: RequestModel, contract: Contract): readonly DraftRequest[] {
  const plain = JSON.stringify(model.base());
  const lone = model.nodes
    .filter(
      ({ via, required, children, schema }) =>
        via === 'property' && !required && children.length === 0 && schema['x-state'] !== false,
    )
    .flatMap((node): readonly DraftRequest[] => {
      const [edge] = model.domain(node)?.edges ?? [];
      const draft = edge === undefined ? undefined : withoutToken(contract, model.with({ [node.pointer]: edge }));
      return draft === undefined || JSON.stringify(draft) === plain || !model.isSure(draft) ? [] : [draft];
    });
  return Array.from(
    { length: Math.min(otherMembers, lone.length) },
    (_, index) => lone[Math.floor((index * lone.length) / otherMembers)] ?? {},
  );
}

/** The plain update with another value of one of its members. */
export interface PlainVariant {
  readonly node: TreeNode;
  /** The value that the plain update has. */
  readonly value: unknown;
  readonly draft: DraftRequest;
}

const valuesTried = 2;

/** Variants of an update, by default the plain one, to find the member that it is refused for. */
export function plainVariants(model: RequestModel, base: DraftRequest = model.base()): readonly PlainVariant[] {
  return model.nodes.flatMap((node) => {
    const at = firstInstance(node.pointer);
    const value = node.children.length === 0 && node.schema['x-fixture'] !== true ? valueAt(base, at) : undefined;
    const others = value === undefined ? [] : [...(node.schema.examples ?? []), ...(model.domain(node)?.edges ?? [])];
    return others
      .filter((other) => JSON.stringify(other) !== JSON.stringify(value))
      .map((other) => model.change(base, at, other))
      .filter((draft) => model.isSure(draft))
      .slice(0, valuesTried)
      .map((draft) => ({ node, value, draft }));
  });
}
