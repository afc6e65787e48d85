import { givenTraits } from '../../../contract/inspect/traits.js';
import { isObject } from '../../../contract/pointer.js';
import type { OperationService } from '../operation-service.js';
import { Faults } from './faults.js';
import { RequestLog } from './request-log.js';

/** A resource of a stand-in. */
export interface ShownResource {
  readonly operation: string;
  readonly fixture: string;
  /** What is true of it. */
  readonly traits: readonly string[];
  /** Its ids and those of things beside it, by request member. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly state: unknown;
}

/** Power over a stand-in: what it holds, what it was asked, what goes wrong. */
export class StandInControl {
  readonly faults: Faults = new Faults();
  readonly log: RequestLog = new RequestLog();
  readonly #services: readonly OperationService[];
  readonly #changed: () => void;

  /** `changed` is told whenever what is held has become another. */
  constructor(services: readonly OperationService[], changed: () => void) {
    this.#services = services;
    this.#changed = changed;
  }

  resources(): readonly ShownResource[] {
    return this.#services.flatMap(({ contract, resources }) =>
      resources.map(({ fixture, traits, state }) => ({
        operation: contract.id,
        fixture: fixture.id,
        traits: givenTraits([...traits]),
        values: fixture.values,
        state,
      })),
    );
  }

  /** Replaces what a resource holds; false: there is none of that name, or the state is no object. */
  set(operation: string, fixture: string, state: unknown): boolean {
    const resource = this.#services
      .find(({ contract }) => contract.id === operation)
      ?.resources.find((candidate) => candidate.fixture.id === fixture);
    if (resource === undefined || !isObject(state)) return false;
    resource.overwrite(structuredClone(state));
    this.#changed();
    return true;
  }

  /** All is as at the start: resources, client tokens, the log, no faults. */
  reset(): void {
    for (const { resources } of this.#services) for (const resource of resources) resource.reset();
    this.log.clear();
    this.faults.clear();
    this.#changed();
  }
}
