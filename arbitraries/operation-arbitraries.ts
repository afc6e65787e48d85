import type { Contract, Fixture } from '../contract/contract.js';
import { ConfigurationError } from '../contract/errors.js';
import { loadCatalogue } from '../contract/load/catalogue.js';
import { nearest } from '../contract/load/read-yaml.js';
import type { TargetFixture } from '../contract/target.js';
import { type RequestArbitraries, requestArbitraries } from '../suites/plan/request-arbitraries.js';
import { driverNamed } from '../targets/drivers/index.js';

/** Which resource the requests are for. */
export interface ArbitraryOptions {
  /**
   * What is true of the resource, as `vpn-conformance list --operation <id>` explains; default: the first fixture of
   * the reference.
   */
  readonly traits?: readonly string[];
  /**
   * Ids and other values of the resource and of things beside it, by member name; what is left out is that of a
   * reference fixture with the traits.
   */
  readonly values?: TargetFixture['values'];
  /** Folder of contracts; default: those of the kit. */
  readonly specs?: string;
}

/** Arbitraries of one operation's requests, and the resource that they are for. */
export interface OperationArbitraries extends RequestArbitraries {
  readonly contract: Contract;
  readonly fixture: TargetFixture;
}

const known: readonly string[] = ['traits', 'values', 'specs'];

function checkOptions(options: ArbitraryOptions): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    throw new ConfigurationError(
      'unknown-option',
      `arbitrariesOf: unknown option '${key}'${near === undefined ? '' : `; did you mean '${near}'?`}; it takes ${known.join(', ')}`,
    );
  }
}

function checkTraits({ id, traits }: Contract, wanted: readonly string[]): void {
  for (const trait of wanted) {
    if (trait in traits) continue;
    const near = nearest(trait, Object.keys(traits));
    throw new ConfigurationError(
      'unknown-trait',
      `arbitrariesOf: ${id} knows no trait '${trait}'; ${near === undefined ? `run 'vpn-conformance list --operation ${id}'` : `did you mean '${near}'?`}`,
    );
  }
}

/** The reference fixture with all of these traits and the fewest others; the first one where no trait is asked for. */
function closestFixture({ fixtures }: Contract, traits: readonly string[]): Fixture | undefined {
  const having = fixtures.filter((fixture) => traits.every((trait) => fixture.traits.includes(trait)));
  return traits.length === 0 ? having[0] : [...having].sort((a, b) => a.traits.length - b.traits.length)[0];
}

function fixtureOf(contract: Contract, { traits = [], values }: ArbitraryOptions): TargetFixture {
  const closest = closestFixture(contract, traits);
  if (closest === undefined && values === undefined)
    throw new ConfigurationError(
      'no-fixture',
      `arbitrariesOf: no reference fixture of ${contract.id} has the traits ${traits.join(', ')} together; give values, too`,
    );
  return { id: closest?.id ?? 'given', traits: closest?.traits ?? traits, values: { ...closest?.values, ...values } };
}

/**
 * fast-check arbitraries of the update requests of one operation: valid ones, and such as break exactly one clause.
 * They run in any fast-check 4.
 * @param operation `vendor.operation`, e.g. huawei.update-vpn-connection
 * @throws ConfigurationError when the operation, a trait or an option is not known
 */
export function arbitrariesOf(operation: string, options: ArbitraryOptions = {}): OperationArbitraries {
  checkOptions(options);
  const catalogue = loadCatalogue(options.specs, [operation]);
  const contract = catalogue.find(({ id }) => id === operation);
  if (contract === undefined) {
    const ids = catalogue.map(({ id }) => id);
    throw new ConfigurationError(
      'unknown-operation',
      `arbitrariesOf: unknown operation '${operation}'; did you mean '${nearest(operation, ids) ?? ids.join("', '")}'?`,
    );
  }
  checkTraits(contract, options.traits ?? []);
  const fixture = fixtureOf(contract, options);
  return { contract, fixture, ...requestArbitraries(contract, driverNamed(contract.driver.name), fixture) };
}
