import type { Contract } from '../../contract/contract.js';
import { segmentsOf, valueAt } from '../../contract/pointer.js';
import type { Reply } from '../../contract/target.js';

/** How sure it is that an answer speaks of the credentials, and of what about them. */
export type RefusalKind =
  /** They are missing, wrong or expired. */
  | 'authentication'
  /** They lack a permission. */
  | 'permission'
  /** The time of the signature is not the target's. */
  | 'clock'
  /**
   * A status for credentials, or for permissions, with nothing to tell whether it is about them: a firewall, a page of
   * a gateway.
   */
  | 'unclear';

/** An answer about who asks, not about what was asked. */
export interface CredentialRefusal {
  readonly kind: RefusalKind;
  readonly status: number;
  readonly code?: string;
}

/** RFC 9110, sections 15.5.2 and 15.5.8. */
const aboutCallers: readonly number[] = [401, 407];

function isListed(patterns: readonly string[], code: string): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : code === pattern));
}

/** The error codes of an answer, in whichever envelope; gateways of some vendors answer in XML. */
function codesOf(
  { errorCode, credentials: { codeAt } }: Contract,
  { body, text }: Extract<Reply, { kind: 'answer' }>,
): readonly string[] {
  const pointers = [...new Set([errorCode, ...codeAt])];
  const values =
    body === undefined
      ? pointers.map((pointer) => elementIn(text, segmentsOf(pointer).at(-1) ?? ''))
      : pointers.map((at) => valueAt(body, at));
  return values.filter((value) => typeof value === 'string' && value !== '').map(String);
}

const longestRead = 10_000;

function elementIn(text: string, name: string): string | undefined {
  if (!/^\s*<(?:\?xml|Error)/i.test(text)) return undefined;
  return new RegExp(`<${name}>\\s*([\\w.-]{1,200})\\s*</${name}>`, 'i').exec(text.slice(0, longestRead))?.[1];
}

/**
 * Whether the document gives this status, with this code where it names one, for something else than credentials. Where
 * it prints no status, the code alone tells.
 */
function isDocumented({ clauses, behaviours }: Contract, status: number, code: string | undefined): boolean {
  const aboutCredentials = new Set(
    behaviours.flatMap(({ clause, behaviour }) => (behaviour.auth === undefined ? [] : [clause.local])),
  );
  const answers = clauses
    .filter(({ local, kind, excluded }) => kind === 'error' || (excluded === undefined && !aboutCredentials.has(local)))
    .flatMap(({ rejects }) => [
      { status: rejects.status, codes: rejects.code },
      ...(rejects.alsoAllowed ?? []).map((also) => ({
        status: also.status,
        codes: also.code === undefined ? undefined : [also.code],
      })),
    ]);
  return answers.some(({ status: given, codes }) => {
    const isCode = code !== undefined && codes?.includes(code) === true;
    return given === '4XX' ? isCode : given === status && (codes === undefined || isCode);
  });
}

/**
 * Whether an answer refuses the credentials of a request: status 401, a code that the contract lists for it, or a 403
 * that nothing explains. undefined for every other answer.
 */
export function credentialRefusalOf(contract: Contract, reply: Reply): CredentialRefusal | undefined {
  if (reply.kind === 'none' || reply.status >= 500) return undefined;
  const { status } = reply;
  const { refused, clock, permission } = contract.credentials;
  const codes = codesOf(contract, reply);
  const named = (kind: RefusalKind, patterns: readonly string[]): CredentialRefusal | undefined => {
    const code = codes.find((candidate) => isListed(patterns, candidate));
    return code === undefined ? undefined : { kind, status, code };
  };
  const listed = named('authentication', refused) ?? named('clock', clock) ?? named('permission', permission);
  // Gateways answer errors with a status of success now and then: the code tells.
  if (listed !== undefined || status < 400) return listed;
  const [code] = codes;
  const told = { status, ...(code === undefined ? {} : { code }) };
  if (aboutCallers.includes(status))
    return { kind: isDocumented(contract, status, code) ? 'unclear' : 'authentication', ...told };
  if (status !== 403 || (code !== undefined && isListed([...contract.throttling, ...contract.busy], code)))
    return undefined;
  return code !== undefined && isDocumented(contract, status, code) ? undefined : { kind: 'unclear', ...told };
}
