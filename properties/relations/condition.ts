import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { DraftRequest } from '../request.js';

/** A condition on one member: it has one of these values. */
export interface MemberCondition {
  readonly member: string;
  readonly in: readonly unknown[];
}

/** Whether the member at a concrete pointer has one of the values; undefined where the request lacks it. */
export function conditionMet(request: DraftRequest, at: string, { in: values }: MemberCondition): boolean | undefined {
  const value = valueAt(request, at);
  return value === undefined ? undefined : values.includes(value);
}

/** The request with one member set (undefined removes it). */
export function setMember(request: DraftRequest, at: string, value: unknown): DraftRequest {
  const changed = withValueAt(request, at, value);
  return isObject(changed) ? changed : request;
}
