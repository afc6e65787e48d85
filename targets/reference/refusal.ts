import type { Clause, Contract, DocumentedError, Rejects } from '../../contract/contract.js';

/** Why and how a request is refused. */
export interface Refusal {
  readonly status: number;
  /** Absent where the document names none. */
  readonly code?: string;
  readonly message: string;
  /** The id of the clause that the request breaks, or of the catalogue's entry. */
  readonly clause?: string;
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
  return { status: statusOf(status), code, message: clause.statement, clause: clause.id };
}

/** The refusal of a request that breaks a clause. */
export function brokenClause(clause: Clause): Refusal {
  return { ...refusalOf(clause.rejects, `The request breaks a rule: ${clause.statement}`), clause: clause.id };
}

/** The refusal of a body that cannot be read. */
export function malformedRefusal(contract: Contract): Refusal {
  const refusal = defaultRefusal(contract, 'the body is not a JSON object');
  const { malformed } = contract.answers;
  return refusal.code !== undefined || malformed === undefined ? refusal : { ...refusal, code: malformed };
}

/** The refusal of a read-back that leaves a mandatory member out. */
export function missingRefusal(contract: Contract, member: string): Refusal {
  const { missing } = contract.answers;
  return {
    ...defaultRefusal(contract, `The parameter ${member} is mandatory and was not sent.`),
    ...(missing === undefined ? {} : { code: missing }),
  };
}

/** What a path or an action gets that the service does not have. */
export function unservedRefusal({ answers: { unserved } }: Contract, place: string): Refusal {
  return unserved ?? { status: 404, message: `no operation answers ${place}` };
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
