import type { Contract } from '../../contract/contract.js';
import type { Driver, Reply, TargetFixture, TokenSupply, Transport, WireRequest } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import { readBackRequest } from '../exchange/read-back.js';
import { addressedFixtures, type Role, roleOf } from './addressed-fixtures.js';
import { type CredentialRefusal, credentialRefusalOf } from './credential-refusal.js';
import { type CredentialProblem, credentialProblem } from './credential-words.js';
import { type CredentialScope, mostRefused, type RefusalWatch } from './refusal-watch.js';
import { type RiskyRequest, RiskyRequests } from './risky-requests.js';

/** What of an operation was answered by somebody who took the credentials. */
export interface LetIn {
  readonly readBack: boolean;
  readonly update: boolean;
}

/** What a guard works with. */
export interface GuardOptions {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly fixtures: readonly TargetFixture[];
  readonly transport: Transport;
  readonly watch: RefusalWatch;
  readonly scope: CredentialScope;
  /** Environment variables that headers of the target file take their values from. */
  readonly headerVariables: readonly string[];
  /** Gets new tokens; absent: the credentials are what they are. */
  readonly tokens?: TokenSupply;
  readonly timing: Timing;
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  /** What was let in before; default: nothing yet. */
  readonly letIn?: LetIn;
}

type Purpose = 'check' | 'restore';

/** An answer that may refuse the credentials; it is counted as one that does. */
interface Refused {
  readonly refusal: CredentialRefusal;
  readonly reply: Reply;
  readonly request: RiskyRequest;
}

/** Where no other request could be refused. */
const withoutRisk: RiskyRequest = { refused: () => undefined, alone: (send) => send(), leave: () => undefined };

function unsent({ text }: CredentialProblem): Reply {
  return { kind: 'none', problem: `not sent: ${text}`, unsent: true };
}

/**
 * Ends an operation with the first answer that refuses its credentials, so that nobody takes it for a verdict, and a
 * run with the second. Whatever comes after is not sent. Where new tokens can be had, the request is sent once more
 * with one. Requests whose credentials are wrong on purpose pass.
 */
export class CredentialGuard {
  /** For everything but restoring. */
  readonly checking: Transport;
  /** For writing fixtures back: what other operations were refused does not keep it from sending. */
  readonly restoring: Transport;
  readonly #options: GuardOptions;
  /** How the credentials of this operation were refused. */
  #refused: CredentialProblem | undefined;
  /** Why requests were not sent although those of this operation were not. */
  #withheld: CredentialProblem | undefined;
  /** What was refused, where only a permission is missing. */
  #denied: Role | undefined;
  #readBackWasLetIn: boolean;
  #updateWasLetIn: boolean;
  /** Whether a read-back was answered in a way that the next answer explains. */
  #isInDoubt = false;
  #wasProbed = false;
  readonly #risky: RiskyRequests;

  constructor(options: GuardOptions) {
    this.#options = options;
    const { transport, letIn, watch, timing, tokens } = options;
    this.#risky = new RiskyRequests({ watch, timing, isRenewable: tokens !== undefined });
    this.#readBackWasLetIn = letIn?.readBack ?? false;
    this.#updateWasLetIn = letIn?.update ?? false;
    this.checking = { ...transport, send: (wire) => this.#send(wire, 'check') };
    this.restoring = { ...transport, send: (wire) => this.#send(wire, 'restore') };
  }

  /** What keeps the operation from being tested any further; undefined where nothing has. */
  get problem(): CredentialProblem | undefined {
    return this.#refused ?? this.#withheld;
  }

  /** What was let in so far. */
  get letIn(): LetIn {
    return { readBack: this.#readBackWasLetIn, update: this.#updateWasLetIn };
  }

  /** Whether nothing has told yet what a read-back's answer was about; the next update tells. */
  get isInDoubt(): boolean {
    return this.#isInDoubt;
  }

  /** Whether nothing more is checked: because of this operation's credentials or of those of others. */
  get isOver(): boolean {
    return this.#over('check', undefined) !== undefined;
  }

  #over(purpose: Purpose, role: Role | undefined): CredentialProblem | undefined {
    const { watch, scope, contract } = this.#options;
    const isReadable = purpose === 'restore' && role === 'read-back' && this.#denied === 'update';
    if (this.#refused !== undefined) return isReadable ? undefined : this.#refused;
    const why = watch.hasEnded(scope)
      ? 'the same credentials were refused to another operation'
      : purpose === 'check' && watch.refused >= mostRefused
        ? `${mostRefused} requests of this run were refused for their credentials, and no more are risked`
        : undefined;
    if (why !== undefined) this.#withheld ??= { text: `${contract.id}: ${why}`, remedy: 'mend those first' };
    return why === undefined ? undefined : this.#withheld;
  }

  async #send(wire: WireRequest, purpose: Purpose): Promise<Reply> {
    const { transport, tokens, contract, driver } = this.#options;
    if (wire.flaw !== undefined) {
      this.#wasProbed = true;
      return transport.send(wire);
    }
    // Working it out takes time that most requests can be spared.
    const isToBeTold = this.#denied !== undefined || !this.#readBackWasLetIn || !this.#updateWasLetIn;
    const role = isToBeTold ? roleOf(contract, driver, wire) : undefined;
    const before = this.#over(purpose, role);
    if (before !== undefined) return unsent(before);
    const request = await this.#enter(wire, purpose, role);
    if (request === undefined)
      return unsent(
        this.#over(purpose, role) ?? {
          text: 'no request may be refused any more',
          remedy: 'mend the credentials first',
        },
      );
    try {
      const token = await tokens?.ready();
      return await this.#judge(wire, role, await transport.send(wire), { request, token });
    } finally {
      request.leave();
    }
  }

  /** Waits until the request may be refused; undefined where it may not. */
  async #enter(
    { atOnce = 1 }: WireRequest,
    purpose: Purpose,
    role: Role | undefined,
  ): Promise<RiskyRequest | undefined> {
    const { transport, headerVariables } = this.#options;
    const isKnown = this.#readBackWasLetIn || this.#updateWasLetIn;
    // Without credentials there is nothing that could end or be locked.
    if (isKnown && transport.signing === undefined && headerVariables.length === 0) return withoutRisk;
    return this.#risky.enter({
      atOnce,
      least: purpose === 'restore' ? 1 : 0,
      isOver: () => this.#over(purpose, role) !== undefined,
    });
  }

  /** The answer as it is, or none where it refuses the credentials. */
  async #judge(
    wire: WireRequest,
    known: Role | undefined,
    reply: Reply,
    { request, token }: { readonly request: RiskyRequest; readonly token: number | undefined },
  ): Promise<Reply> {
    const { contract, driver, fixtures, tokens, watch } = this.#options;
    const refusal = credentialRefusalOf(contract, reply);
    if (refusal === undefined) {
      if (reply.kind === 'answer' && reply.status < 500 && known !== undefined) this.#letsIn(known);
      return reply;
    }
    const role = known ?? roleOf(contract, driver, wire);
    const addressed = addressedFixtures(contract, driver, fixtures, wire);
    if (isOfSituation(contract, addressed, refusal)) return reply;
    watch.count(1);
    request.refused();
    const refused: Refused = { refusal, reply, request };
    if (refusal.kind === 'unclear' || (refusal.kind === 'permission' && addressed.length === 0)) {
      const explained = await this.#explain(addressed[0], role, refused);
      if (explained !== undefined) return explained;
    }
    if (tokens === undefined || token === undefined || refusal.kind === 'permission')
      return this.#end(role, refusal, reply);
    return this.#sendRenewed(wire, role, { ...refused, tokens, token });
  }

  /**
   * Sends a request once more with a new token. The refusal of the old one does not count when the new one is taken.
   */
  async #sendRenewed(
    wire: WireRequest,
    role: Role,
    { refusal, reply, request, tokens, token }: Refused & { readonly tokens: TokenSupply; readonly token: number },
  ): Promise<Reply> {
    const { contract, transport, watch } = this.#options;
    const again = await request.alone(async () => {
      try {
        await tokens.renew(token);
      } catch (error) {
        return `a new token could not be had: ${error instanceof Error ? error.message : String(error)}`;
      }
      return transport.send(wire);
    });
    if (again === undefined || typeof again === 'string') return this.#end(role, refusal, reply, again);
    const second = credentialRefusalOf(contract, again);
    watch.count(second !== undefined && second.kind !== 'permission' ? 1 : -1);
    return second !== undefined && second.kind !== 'permission' ? this.#end(role, second, again) : again;
  }

  #letsIn(role: Role): void {
    if (role === 'update') this.#updateWasLetIn = true;
    else this.#readBackWasLetIn = true;
    if (this.#isInDoubt) this.#options.watch.count(-1);
    this.#isInDoubt = false;
  }

  /**
   * What to make of an answer that may be about the credentials or about the request alone: the answer itself, or
   * nothing where it is about the credentials.
   */
  async #explain(
    addressed: TargetFixture | undefined,
    role: Role,
    { refusal, reply, request }: Refused,
  ): Promise<Reply | undefined> {
    const { contract, driver, fixtures, watch, transport } = this.#options;
    const isAnswer = (): Reply => {
      watch.count(-1);
      return reply;
    };
    if (role === 'read-back') {
      // One that is never answered otherwise may just not be offered. The first answer to an update tells; until then
      // it counts.
      if (this.#readBackWasLetIn || this.#isInDoubt) return undefined;
      if (this.#updateWasLetIn) return isAnswer();
      this.#isInDoubt = true;
      return reply;
    }
    if (!this.#updateWasLetIn) return undefined;
    const fixture = addressed ?? fixtures[0];
    if (!this.#readBackWasLetIn || fixture === undefined) return isAnswer();
    const look = await request.alone(() =>
      transport.send(driver.encode(contract, 'read-back', readBackRequest(contract, fixture))),
    );
    if (look === undefined) return undefined;
    const seen = credentialRefusalOf(contract, look);
    if (seen === undefined) return isAnswer();
    watch.count(1);
    return this.#end('read-back', seen.kind === 'unclear' ? refusal : seen, look);
  }

  #end(role: Role, refusal: CredentialRefusal, reply: Reply, remedy?: string): Reply {
    const { transport, watch, scope, headerVariables, now, contract } = this.#options;
    const wasLetIn = this.#readBackWasLetIn || this.#updateWasLetIn;
    const isPermission = refusal.kind === 'permission' || (refusal.kind === 'unclear' && refusal.status === 403);
    if (!isPermission) watch.end(scope, wasLetIn ? 'credentials' : 'place');
    else if (this.#refused === undefined) this.#denied = role;
    const { baseUrl, signing } = transport;
    const told = { refusal, reply, role, baseUrl, headerVariables, wasLetIn, wasProbed: this.#wasProbed, now: now() };
    const problem = credentialProblem({ ...told, ...(signing === undefined ? {} : { signing }) });
    this.#refused ??= { text: `${contract.id}: ${problem.text}`, remedy: remedy ?? problem.remedy };
    return { kind: 'none', problem: problem.text, unread: true };
  }
}

/**
 * Whether the document has the answer for what is true of the resource, as its fixture says: an account that may not
 * update it.
 */
function isOfSituation(
  { errors }: Contract,
  fixtures: readonly TargetFixture[],
  { kind, status, code }: CredentialRefusal,
): boolean {
  if (kind !== 'permission' && kind !== 'unclear') return false;
  const traits = fixtures.flatMap((fixture) => fixture.traits);
  return errors.some(
    ({ provoke, ...row }) =>
      provoke !== undefined &&
      'trait' in provoke &&
      traits.includes(provoke.trait) &&
      (row.status === status || row.code === code),
  );
}
