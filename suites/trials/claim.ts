import { contractPointer } from '../../properties/request.js';
import type { RequestChange } from '../requests/request-changes.js';
import type { Choice } from './taken-twin.js';

/** What a valid request is sent for. */
export interface Claim {
  /** Local id of the clause that says that it is taken. */
  readonly clause: string;
  /** What it is about, in one line. */
  readonly change?: string;
  /** The one value, or omission, that it is sent for. */
  readonly choice?: Choice;
  /** Contract pointers of the members of a rule that it keeps: what is refused only together speaks of the rule. */
  readonly members?: readonly string[];
  /** Whether the clause is about the request as it is: an example. */
  readonly isWhole?: boolean;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Contract pointers of what must stay in the request for it to say something about the claim. */
export function keptBy({ choice, members }: Claim): readonly string[] {
  return choice === undefined ? (members ?? []) : [choice.node.pointer];
}

/** Whether what a request is refused for is what it was sent for. */
export function isClaimed({ choice, members, isWhole }: Claim, changes: readonly RequestChange[]): boolean {
  const [first, second] = changes;
  if (first === undefined) return false;
  if (isWhole === true) return true;
  if (choice !== undefined)
    return second === undefined && contractPointer(first.at) === choice.node.pointer && isSame(first.to, choice.value);
  return (
    second !== undefined && members !== undefined && changes.every(({ at }) => members.includes(contractPointer(at)))
  );
}
