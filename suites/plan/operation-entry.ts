import type { Contract } from '../../contract/contract.js';
import type { OperationEntry } from '../../generated/journal.js';
import type { Plan } from './plan.js';

/** An operation as the journal names it before its first result. */
export function operationEntry(
  { id, title, document, digest }: Contract,
  { clauses, requirements }: Pick<Plan, 'clauses' | 'requirements'>,
): OperationEntry {
  return {
    type: 'operation',
    operation: id,
    title,
    document,
    digest,
    ...(requirements === undefined ? {} : { requirements }),
    clauses: [...clauses],
  };
}
