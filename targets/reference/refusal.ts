import type { Clause, Contract, DocumentedError, Rejects } from '../../contract/contract.js';

/** Why and how a request is refused. */
export interface Refusal {
  readonly status: number;
  /** Absent where the document names none. */
  readonly code?: string;
  readonly message: string;
}

/** The status of a refusal for which the document prints none. */
const unprinted = 400;

function statusOf(status: Rejects['status']): number {
  return status === '4XX' ? unprinted : status;
}

/** The refusal that a clause or a default documents. */
function refusalOf({ status, code }: Rejects, message: string): Refusal {
  const [first] = code ?? [];
  return { status: statusOf(status), message, ...(first === undefined ? {} : { code: first }) };
}

/** The refusal of a catalogue entry. */
export function documentedRefusal({ status, code, clause }: DocumentedError): Refusal {
  return { status: statusOf(status), code, message: clause.statement };
}

/** The refusal of a request that breaks a clause. */
export function brokenClause(clause: Clause): Refusal {
  return refusalOf(clause.rejects, clause.statement);
}

/** The refusal for which the document names nothing more precise. */
export function defaultRefusal(contract: Contract, message: string): Refusal {
  // The contract's default stands with every clause that has no annotation of its own.
  const clause = contract.clauses.find(({ local }) => local === '/exchange/refusal-envelope');
  return refusalOf(clause?.rejects ?? { status: 400 }, message);
}

/** The documented refusal of an id that does not exist, given the request member's pointer. */
export function unknownRefusal(contract: Contract, pointer: string): Refusal | undefined {
  const entry = contract.errors.find(
    ({ provoke }) => provoke !== undefined && 'unknown' in provoke && provoke.unknown === pointer,
  );
  return entry === undefined ? undefined : documentedRefusal(entry);
}
