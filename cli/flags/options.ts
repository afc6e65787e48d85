import type { Contract, Level } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';
import { namesClause } from '../../contract/facts/names-clause.js';
import { selectsClause, wishedFor } from '../../contract/facts/selects-clause.js';
import { nearest } from '../../contract/load/read-yaml.js';
import { type FormatName, formatNames } from '../../reports/render/formats.js';

const levels: readonly Level[] = ['must', 'should', 'may'];

function unknown(what: string, value: string, known: readonly string[], remedy: string): ConfigurationError {
  const near = nearest(value, known);
  const hint = near === undefined ? remedy : `did you mean '${near}'?`;
  return new ConfigurationError(`unknown-${what}`, `unknown ${what} '${value}'; ${hint}`);
}

/** Reads a whole number from a flag. @throws ConfigurationError */
export function wholeNumber(flag: string, text: string, minimum: number, maximum: number): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value < minimum || value > maximum)
    throw new ConfigurationError(
      'bad-flag',
      `${flag} takes a whole number from ${minimum} to ${maximum}, not '${text}'`,
    );
  return value;
}

/** The contracts that `--operation` flags name; all without one. @throws ConfigurationError */
export function chosenContracts(contracts: readonly Contract[], wanted: readonly string[]): readonly Contract[] {
  for (const id of wanted)
    if (!contracts.some((contract) => contract.id === id))
      throw unknown(
        'operation',
        id,
        contracts.map((contract) => contract.id),
        `run 'vpn-conformance list' to see them`,
      );
  return wanted.length === 0 ? contracts : contracts.filter(({ id }) => wanted.includes(id));
}

/**
 * The ids of the operations that `--operation` or, without it, `--clause` flags speak of; none for all. What they name
 * need not be there.
 */
export function operationsNamed(operations: readonly string[], clauses: readonly string[]): readonly string[] {
  if (operations.length > 0) return operations;
  const wanted = clauses.map(wishedFor).filter(({ isExcluded }) => !isExcluded);
  return wanted.map(({ name }) => name.split(/[/*]/)[0] ?? '');
}

/**
 * Checks that every `--clause` names at least one clause, and that together they leave one. @throws ConfigurationError
 */
export function checkClauses(contracts: readonly Contract[], wanted: readonly string[]): readonly string[] {
  const ids = contracts.flatMap(({ clauses }) => clauses.map(({ id }) => id));
  for (const clause of wanted) {
    const { name } = wishedFor(clause);
    if (!ids.some((id) => namesClause(name, id)))
      throw unknown('clause', name, ids, `run 'vpn-conformance list --operation <id>' to see them`);
  }
  if (wanted.length > 0 && !ids.some((id) => selectsClause(wanted, id)))
    throw new ConfigurationError(
      'nothing-selected',
      `no check is selected: --clause ${wanted.join(' --clause ')} leaves no clause`,
    );
  return wanted;
}

/** Reads `--level` flags. @throws ConfigurationError */
export function chosenLevels(wanted: readonly string[]): readonly Level[] {
  return wanted.map((text) => {
    const level = levels.find((candidate) => candidate === text);
    if (level === undefined)
      throw new ConfigurationError('bad-flag', `--level takes ${levels.join(', ')}, not '${text}'`);
    return level;
  });
}

/**
 * The formats that `--reporter` names, separated by commas; the report itself (json), from which all others can be
 * made, is always among them. @throws ConfigurationError
 */
export function chosenReporters(text: string): readonly FormatName[] {
  const names = text.split(',').map((name) => name.trim());
  const chosen = names.map((name) => {
    const found = formatNames.find((format) => format === name);
    if (found === undefined)
      throw unknown('reporter', name, formatNames, `--reporter takes ${formatNames.join(', ')}, separated by commas`);
    return found;
  });
  return formatNames.filter((name) => name === 'json' || chosen.includes(name));
}
