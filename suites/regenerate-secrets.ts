import { decodeContent } from '../properties/request.js';
import type { RequestModel } from '../properties/request-model.js';
import { isObject } from '../specs/pointer.js';
import type { LogicalRequest } from '../specs/target.js';
import type { TreeNode } from '../specs/tree.js';

/** What a secret in a report is replaced by. */
const mark = '[redacted]';

/** What is known of the request whose secrets are lost. */
export interface LostSecrets {
  /** Values that the user gives, by member name. */
  readonly given: Readonly<Record<string, string>>;
  /** How the request was made wrong, when it was; with the local id of the clause. */
  readonly operator?: string;
  readonly clause: string;
  readonly change?: string;
}

function lengthTold({ change = '' }: LostSecrets): number | undefined {
  const told = /→ a secret of (\d+) characters/.exec(change)?.[1];
  return told === undefined ? undefined : Number(told);
}

/** A secret for a member: the violation that the finding is about, the user's, or any valid one. */
function secretFor(model: RequestModel, pointer: string, name: string, lost: LostSecrets): unknown {
  const node = model.nodes.find((candidate) => candidate.pointer === pointer);
  const domain = node === undefined ? undefined : model.domain(node);
  const violation = domain?.violations.find(({ clause, operator }) => clause === lost.clause && operator === lost.operator);
  if (violation !== undefined) {
    const length = lengthTold(lost);
    return violation.edges.find((value) => length === undefined || (typeof value === 'string' && [...value].length === length)) ?? violation.edges[0];
  }
  return lost.given[name] ?? domain?.edges[0];
}

function filled(model: RequestModel, node: TreeNode, value: unknown, lost: LostSecrets): unknown {
  if (value === mark) return secretFor(model, node.pointer, node.name, lost);
  if (Array.isArray(value)) {
    const [item] = node.children;
    return item === undefined ? value : value.map((entry) => filled(model, item, entry, lost));
  }
  if (!isObject(value)) return value;
  const children = node.children[0]?.via === 'content' ? node.children[0].children : node.children;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const child = children.find((candidate) => candidate.name === name);
      return [name, child === undefined ? member : filled(model, child, member, lost)];
    }),
  );
}

/** A logical request of a report with new secrets in place of the redacted ones. */
export function regenerateSecrets(model: RequestModel, logical: LogicalRequest, lost: LostSecrets): LogicalRequest {
  const draft = filled(model, model.tree, decodeContent(model.tree, logical), lost);
  return model.logical(isObject(draft) ? draft : {});
}
