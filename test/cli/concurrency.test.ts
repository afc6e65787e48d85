import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { runBuilt, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
// Three operations that are alike.
for (const name of ['update-link', 'update-line', 'update-path']) {
  const copy = path.join(folder, 'specs/acme', name);
  cpSync(path.join(toySpecs, 'acme/update-link'), copy, { recursive: true });
  const openapi = path.join(copy, 'openapi.yaml');
  writeFileSync(openapi, readFileSync(openapi, 'utf8').replace('operation: update-link', `operation: ${name}`));
}
const contracts = loadCatalogue(path.join(folder, 'specs'));

interface Crowd {
  /** Operations with a request under way at once, at most, when the run visits them first. */
  readonly visited: number;
  /** The same when it checks them. */
  readonly checked: number;
}

/**
 * Runs three operations; the target holds back what is checked first until `awaited` operations have a request under
 * way.
 */
async function crowdOf(limits: object, flags: readonly string[], awaited: number): Promise<Crowd> {
  const underWay: string[] = [];
  const crowd = { visited: 0, checked: 0 };
  const known = new Set<string>();
  let letGo = (): void => undefined;
  const enough = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reference = await startReference({
    contracts,
    settleMs: 0,
    intercept: async (answer, { contract: { id } }) => {
      const phase = known.has(id) ? 'checked' : 'visited';
      known.add(id);
      underWay.push(id);
      crowd[phase] = Math.max(crowd[phase], new Set(underWay).size);
      if (crowd.checked >= awaited) letGo();
      if (phase === 'checked') await enough;
      // A target that takes its time, so that requests overlap where they may.
      await delay(5);
      underWay.splice(underWay.indexOf(id), 1);
      return answer;
    },
  });
  const operations = contracts.map(({ id, fixtures }) => [
    id,
    {
      baseUrl: reference.urlOf(id),
      fixtures: fixtures.map(({ id: fixture, traits, values }) => ({ id: fixture, traits, values })),
    },
  ]);
  writeFileSync(
    path.join(folder, 'target.json'),
    JSON.stringify({ baseUrl: reference.url, ...limits, operations: Object.fromEntries(operations) }),
  );
  const selection = contracts.flatMap(({ id }) => ['--clause', `${id}/name#length`]);
  const args = ['run', '--specs', 'specs', '--target', 'target.json', '--cases', '0', ...selection, ...flags];
  // Several operations at once are spread over threads, which only the built command line has.
  await (awaited > 1 ? runBuilt : runCli)(args, { cwd: folder });
  await reference.close();
  return crowd;
}

describe('operations run side by side', () => {
  it.each<[string, object, readonly string[], number]>([
    ['two of three, when nobody says otherwise', {}, [], 2],
    ['one after another with concurrency 1 of the target file, from the first request on', { concurrency: 1 }, [], 1],
    ['as many as the target file says', { concurrency: 3 }, [], 3],
    ['fewer than it says where --workers asks for fewer', { concurrency: 3 }, ['--workers', '1'], 1],
    ['no more than it says where --workers asks for more', { concurrency: 1 }, ['--workers', '3'], 1],
  ])('%s', async (_, limits, flags, count) => {
    const { visited, checked } = await crowdOf(limits, flags, count);
    expect(checked).toBe(count);
    expect(visited).toBeLessThanOrEqual(count);
  });
});
