import type { Contract } from '../../contract/contract.js';
import { isForbidden } from '../../contract/facts/is-forbidden.js';
import { notNowOf } from '../../contract/facts/not-now.js';
import { pauses } from '../../contract/pauses.js';
import type { Driver, Reply, TargetFixture, Transport } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import { addressed } from '../exchange/addressed.js';
import { isReadBack, readBackRequest } from '../exchange/read-back.js';
import { describeReply } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { isOfState } from '../findings/is-of-state.js';
import type { Mishaps } from './mishaps.js';
import type { Retrying } from './retrying.js';

/** How often a resource is asked for again that an answer does not show: that others were shown makes it worth while. */
const repeats = { unknown: 2, offered: 6 };
/** Pauses between looks, in milliseconds. */
const betweenLooks = { from: 50, to: 800 };
/** After so many resources that stayed hidden, others are not asked for as often. */
const mostInVain = 3;

/** What reading back takes of the session. */
export interface ReadingRun {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly mishaps: Mishaps;
  readonly retrying: Retrying;
  readonly timing: Timing;
  /** Clauses (local ids) that turned out not to be checkable, with the reason. */
  readonly skips: Map<string, string>;
  /** Counts a request that was sent. */
  sent(reply: Reply): void;
}

/** Reads fixtures back, as long as the target offers it: the first answer tells. */
export class Reader {
  readonly #run: ReadingRun;
  #isOffered: boolean | undefined;
  /** How many resources in a row stayed hidden however often they were asked for. */
  #inVain = 0;

  constructor(run: ReadingRun) {
    this.#run = run;
  }

  /** Reads the fixture back; undefined where the target offers no read-back. */
  async read(fixture: TargetFixture): Promise<SentRequest | undefined> {
    const { contract, driver, transport, mishaps, retrying, timing, sent } = this.#run;
    if (contract.readBack === undefined || this.#isOffered === false) return undefined;
    const logical = readBackRequest(contract, fixture);
    const wire = driver.encode(contract, 'read-back', logical);
    const look = async (): Promise<{ readonly reply: Reply }> => {
      const reply = await transport.send(wire);
      sent(reply);
      return { reply };
    };
    const once = async (): ReturnType<typeof look> => mishaps.overcome(await look(), look);
    // Whoever shows it now and then only offers it all the same.
    const again = async (): ReturnType<typeof look> => {
      const pause = pauses(betweenLooks);
      const most = this.#isOffered === true && this.#inVain < mostInVain ? repeats.offered : repeats.unknown;
      let seen = await once();
      const isHidden = this.#isToAskAgain(fixture, seen.reply);
      for (let repeat = 0; repeat < most && this.#isToAskAgain(fixture, seen.reply); repeat += 1) {
        await timing.sleep(pause());
        seen = await once();
      }
      if (isHidden) this.#inVain = isReadBack(contract, fixture, seen.reply) ? 0 : this.#inVain + 1;
      return seen;
    };
    const {
      last: { reply },
      notNow,
    } = await retrying.untilTaken(`read-back of ${fixture.id}`, await again(), { again });
    // Whether it is offered is not told by what was not sent, or came while the target was busy.
    if (notNow !== undefined || (reply.kind === 'none' && reply.unsent === true)) return undefined;
    const isShown = isReadBack(contract, fixture, reply);
    // What may not be touched need not be shown, and says nothing of the others.
    if (!isShown && isForbidden(contract, fixture.traits)) return undefined;
    this.#isOffered ??= isShown;
    if (isShown) return { logical, wire, ...addressed(transport, wire), reply };
    if (!this.#isOffered) this.#skipState(contract, contract.readBack.operationId, reply);
    return undefined;
  }

  /**
   * Whether a look that shows nothing may do so by chance. Credentials that are refused are not sent again; what is
   * redirected, or asks to come later, was.
   */
  #isToAskAgain(fixture: TargetFixture, reply: Reply): boolean {
    const { contract } = this.#run;
    if (isReadBack(contract, fixture, reply) || isForbidden(contract, fixture.traits)) return false;
    if (reply.kind === 'none') return reply.unsent !== true && reply.unread !== true;
    const isRedirect = reply.status >= 300 && reply.status < 400;
    return !isRedirect && reply.status !== 401 && reply.status !== 403 && notNowOf(contract, reply) === undefined;
  }

  /** Nothing that is about state can be checked. */
  #skipState(contract: Contract, operationId: string, reply: Reply): void {
    const { skips } = this.#run;
    const reason = `the read-back (${operationId}) was answered with ${describeReply(contract, reply)}; offer it to have state checked`;
    for (const { clause, behaviour } of contract.behaviours)
      if (behaviour.settles !== undefined) skips.set(clause.local, reason);
    for (const clause of contract.clauses) if (isOfState(clause)) skips.set(clause.local, reason);
  }
}
