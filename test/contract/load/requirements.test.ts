import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue, ownSpecs } from '../../../contract/load/catalogue.js';
import { parseLedger } from '../../../contract/load/ledger.js';
import { ownRequirements, requirementDates, scoredClauses } from '../../../contract/load/requirements.js';
import { frozenProblems, lockName, requirementSet, setDigest } from '../../../scripts/requirement-set.js';
import { planRun } from '../../../suites/plan/plan.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { scratchFolder } from '../../cli/scratch-folder.js';
import { toyContract } from '../../targets/toy-contract.js';

const scratch = scratchFolder();
let specs = '';
let count = 0;

/** Writes a set of the toy contract without some of its clauses. */
function writeSet(date: string, left: readonly string[] = []): string {
  const contract = toyContract();
  const clauses = contract.clauses.filter(({ local }) => !left.includes(local));
  const active = new Set(clauses.map(({ id }) => id));
  const text = requirementSet({ date, kit: '0.1.0' }, [{ ...contract, clauses }], { active });
  writeFileSync(path.join(specs, 'requirements', `${date}.yaml`), text);
  return text;
}

beforeEach(() => {
  count += 1;
  specs = path.join(scratch, String(count));
  mkdirSync(path.join(specs, 'requirements'), { recursive: true });
});

describe('the requirement sets of the kit', () => {
  it('are as they were written: a set never changes', () => {
    expect(frozenProblems(ownRequirements)).toEqual([]);
  });
  it('name clauses that are, or were, in the ledger', () => {
    const { active, retired } = parseLedger(readFileSync(path.join(ownSpecs, 'clauses.lock'), 'utf8'));
    for (const date of requirementDates(ownRequirements))
      for (const [operation, { core, extended }] of scoredClauses(date))
        expect(
          [...core, ...extended]
            .map((local) => `${operation}${local}`)
            .filter((id) => !active.has(id) && !retired.has(id)),
        ).toEqual([]);
  });
});

describe('a frozen set', () => {
  const lock = (text: string): void => writeFileSync(path.join(specs, 'requirements', lockName), text);
  const problems = (): readonly string[] => frozenProblems(path.join(specs, 'requirements'));
  it('has no problems as long as nobody touches it', () => {
    lock(`2026-01-01 ${setDigest(writeSet('2026-01-01'))}\n`);
    expect(problems()).toEqual([]);
  });
  it('is told to have changed, whatever changes in it', () => {
    const text = writeSet('2026-01-01');
    lock(`2026-01-01 ${setDigest(text)}\n`);
    writeFileSync(path.join(specs, 'requirements', '2026-01-01.yaml'), text.replace('/name#length', '/name#format'));
    expect(problems()).toEqual([expect.stringContaining('was changed after it was written')]);
  });
  it('is missed when it is gone', () => {
    lock(`2026-01-01 ${setDigest('')}\n`);
    expect(problems()).toEqual([expect.stringContaining('and gone')]);
  });
  it('must have been frozen', () => {
    writeSet('2026-01-01');
    expect(problems()).toEqual([expect.stringContaining(`is not in ${lockName}`)]);
  });
});

describe('what a run is scored on', () => {
  it('is the newest set, or the one of the date that is asked for, or everything', () => {
    writeSet('2026-01-01', ['/name#length']);
    writeSet('2026-02-01');
    const has = (asked?: string): unknown => {
      const own = scoredClauses(asked, specs).get('acme.update-link');
      return own === undefined ? undefined : [own.date, [...own.core, ...own.extended].includes('/name#length')];
    };
    expect([has(), has('2026-02-01'), has('2026-01-01'), has('none')]).toEqual([
      ['2026-02-01', true],
      ['2026-02-01', true],
      ['2026-01-01', false],
      undefined,
    ]);
  });
  it('is everything where there is no set', () => {
    expect(scoredClauses(undefined, path.join(scratch, 'nowhere'))).toEqual(new Map());
  });
  it.each([
    ['2026-01-02', "did you mean '2026-01-01'?"],
    ['yesterday', 'there is 2026-01-01'],
  ])('cannot be %s, which nobody has written', (date, told) => {
    writeSet('2026-01-01');
    expect(() => scoredClauses(date, specs)).toThrow(
      expect.objectContaining({ code: 'unknown-requirements', message: expect.stringContaining(told) }),
    );
  });
  it('must be named after its date', () => {
    writeSet('2026-01-01');
    const file = path.join(specs, 'requirements', '2026-01-01.yaml');
    cpSync(file, path.join(specs, 'requirements', '2026-03-01.yaml'));
    expect(() => scoredClauses('2026-03-01', specs)).toThrow(expect.objectContaining({ code: 'file-invalid' }));
  });
  it('keeps the profile that a clause had, and leaves later clauses out', () => {
    writeSet('2026-01-01', ['/name#length']);
    const contract = toyContract();
    const requirements = scoredClauses('2026-01-01', specs).get(contract.id);
    if (requirements === undefined) throw new Error('no set');
    const plan = planRun({
      contract: { ...contract, clauses: contract.clauses.map((clause) => ({ ...clause, profile: 'extended' })) },
      driver: driverNamed(contract.driver.name),
      fixtures: contract.fixtures,
      cases: 0,
      seed: 1,
      selection: { clauses: [], levels: [] },
      requirements,
    });
    expect(plan.requirements).toBe('2026-01-01');
    const entry = (local: string): unknown => plan.clauses.find(({ id }) => id === `${contract.id}${local}`);
    expect(entry('/name#length')).toMatchObject({ unscored: true, profile: 'extended' });
    expect(entry('/name#presence')).toMatchObject({ profile: 'core' });
    expect(entry('/name#presence')).not.toHaveProperty('unscored');
  });
});

describe('a set that is written', () => {
  it('holds every clause of the ledger that is checked, once, by its profile', () => {
    const contracts = loadCatalogue();
    const ledger = parseLedger(readFileSync(path.join(ownSpecs, 'clauses.lock'), 'utf8'));
    writeFileSync(
      path.join(specs, 'requirements', '2026-01-01.yaml'),
      requirementSet({ date: '2026-01-01', kit: '0.1.0' }, contracts, ledger),
    );
    const sets = scoredClauses(undefined, specs);
    for (const { id, clauses } of contracts) {
      const { core = [], extended = [] } = sets.get(id) ?? {};
      const checked = clauses.filter(({ excluded }) => excluded === undefined);
      expect([...core, ...extended].sort()).toEqual(checked.map(({ local }) => local).sort());
      expect([...core].sort()).toEqual(
        checked.flatMap(({ local, profile }) => (profile === 'core' ? [local] : [])).sort(),
      );
    }
  });
});
