import type { Reply, Signing } from '../../contract/target.js';
import type { CredentialRefusal } from './credential-refusal.js';
import { diagnoseClock } from './diagnose-clock.js';

/** A problem with credentials, and what to do about it. */
export interface CredentialProblem {
  readonly text: string;
  readonly remedy: string;
}

/** What is known of a refusal. */
export interface RefusedExchange {
  readonly refusal: CredentialRefusal;
  readonly reply: Reply;
  readonly role: 'update' | 'read-back';
  readonly baseUrl: string;
  /** How the request was authenticated; absent: not at all. */
  readonly signing?: Signing;
  /** Environment variables that headers of the target file take their values from. */
  readonly headerVariables: readonly string[];
  /** Whether such requests were answered otherwise before. */
  readonly wasLetIn: boolean;
  /** Whether wrong credentials were sent on purpose before. */
  readonly wasProbed: boolean;
  /** Milliseconds of the epoch. */
  readonly now: number;
}

/** The credentials by scheme and by the names of the environment variables that hold them. */
function credentialsOf({ signing, headerVariables }: RefusedExchange): string {
  const names = [...(signing?.variables ?? []), ...headerVariables];
  const source = `the environment ${names.length === 1 ? 'variable' : 'variables'} ${names.join(', ')}`;
  if (signing?.command === true) return `the credentials that auth was given while running (scheme ${signing.scheme})`;
  if (signing !== undefined) return `the credentials in ${source} (scheme ${signing.scheme})`;
  return names.length === 0 ? 'requests without credentials' : `the headers in ${source}`;
}

function remedyFor(exchange: RefusedExchange): string {
  const { refusal, reply, role, signing, headerVariables, wasLetIn, wasProbed, now } = exchange;
  const clock = diagnoseClock(reply, now);
  const clocks = clock?.outcome === 'warning' ? `${clock.text}: ${clock.remedy}` : undefined;
  if (signing === undefined && headerVariables.length === 0)
    return "name the target's credentials in its target file (auth, by the environment variables that hold them); see docs/guides/targets.md";
  if (wasProbed)
    return 'wrong credentials were sent on purpose before (--auth-probes): the key may be locked for some minutes; run again without';
  if (refusal.kind === 'clock')
    return clocks ?? 'set the clocks of this machine and of the target by NTP: signatures hold for some minutes only';
  if (refusal.kind === 'permission' || (refusal.kind === 'unclear' && refusal.status === 403))
    return `grant them the permission to ${role === 'update' ? 'update' : 'read'} the resource, or see what stands in front of the target`;
  if (clocks !== undefined) return clocks;
  if (signing?.command === true) return 'see whether what its command, file or function gives is of this target';
  if (wasLetIn)
    return `they were taken before and may have expired: set new ones${signing?.scheme === 'x-auth-token' ? ' or let the run get them (auth.token: { command: … })' : ''}`;
  if (signing?.scheme === 'x-auth-token')
    return 'check that the token is of this target and project and has not expired';
  if (signing === undefined || signing.scheme === 'headers') return 'check their values';
  return 'check that the key exists and is active, that the secret belongs to it, and that temporary keys come with their security token';
}

const meanings: Readonly<Record<CredentialRefusal['kind'], string>> = {
  authentication: 'refuses',
  permission: 'denies permission to',
  clock: 'finds the time of the signature wrong for',
  unclear: 'refuses',
};

/** Says of a refusal whose credentials were refused, how, and what to check. No value of a credential is told. */
export function credentialProblem(exchange: RefusedExchange): CredentialProblem {
  const { baseUrl, role, refusal } = exchange;
  const answer = `status ${refusal.status}${refusal.code === undefined ? '' : ` ${refusal.code.slice(0, 100)}`}`;
  const asked = role === 'update' ? 'an update' : 'a read-back';
  return {
    text: `${baseUrl} ${meanings[refusal.kind]} ${credentialsOf(exchange)}: ${asked} was answered with ${answer}`,
    remedy: remedyFor(exchange),
  };
}
