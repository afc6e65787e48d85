import type { Contract } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';
import { nearest } from '../../contract/load/read-yaml.js';
import { ownReading } from '../../targets/reference/take-readings.js';

/** Which readings of its errata a stand-in takes. */
export interface ChosenReadings {
  /** Whether what any other reading admits is taken, too. */
  readonly permissive: boolean;
  /** By contract id, the readings that were asked for by erratum. */
  readonly readings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function pairOf(text: string): readonly [string, string] {
  const [, erratum = '', reading = ''] = /^([a-z0-9-]+)=([a-z0-9-]+)$/.exec(text) ?? [];
  if (erratum === '')
    throw new ConfigurationError(
      'bad-flag',
      `--reading takes strict, or an erratum with one of its readings (boolean-text=numbers-too, boolean-text=${ownReading}), not '${text}'`,
    );
  return [erratum, reading];
}

/**
 * What --reading says: nothing, what any reading admits is taken; `strict`: the contracts' own readings only;
 * `<erratum>=<reading>`: that one, where a contract has that erratum.
 * @throws ConfigurationError `bad-flag`
 */
export function chosenReadings(flags: readonly string[], contracts: readonly Contract[]): ChosenReadings {
  const pairs = flags.filter((flag) => flag !== 'strict').map(pairOf);
  const has = ({ errata }: Contract, [erratum, reading]: readonly [string, string]): boolean =>
    errata.some(
      ({ id, readings = [] }) =>
        id === erratum && (reading === ownReading || readings.some(({ name }) => name === reading)),
    );
  const known = contracts.flatMap(({ errata }) =>
    errata.flatMap(({ id, readings = [] }) => readings.map(({ name }) => `${id}=${name}`)),
  );
  for (const pair of pairs)
    if (!contracts.some((contract) => has(contract, pair))) {
      const near = nearest(pair.join('='), known);
      throw new ConfigurationError(
        'bad-flag',
        `--reading: no contract that is served has the reading ${pair.join('=')}; ${near === undefined ? 'see specs/<vendor>/<operation>/errata.yaml' : `did you mean '${near}'?`}`,
      );
    }
  const readings = contracts.map(
    (contract) => [contract.id, Object.fromEntries(pairs.filter((pair) => has(contract, pair)))] as const,
  );
  return { permissive: !flags.includes('strict'), readings: Object.fromEntries(readings) };
}
