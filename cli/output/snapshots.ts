import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import type { Redactor } from '../../reports/redact/redact.js';
import type { Restoration } from '../../suites/restore/restore-fixture.js';
import type { Restorable, Snapshot } from '../../suites/restore/snapshot.js';
import { journalName } from './run-folder.js';
import { restorationsName } from './run-record.js';

/** The file that holds what fixtures were like before a run. */
const snapshotsName = 'snapshots.jsonl';

/** A snapshot as a run wrote it down, secrets redacted. */
export interface KeptSnapshot extends Restorable {
  readonly operation: string;
  readonly baseUrl: string;
  /** Names of the secrets that the run has sent since. */
  readonly secrets: readonly string[];
}

/** Writes down what would restore the fixtures of one operation: also a run that is killed leaves it. */
export class SnapshotFile {
  readonly #file: string;
  readonly #kept = new Set<string>();
  readonly #redactor: Redactor;
  readonly #place: { readonly operation: string; readonly baseUrl: string };

  constructor(folder: string, redactor: Redactor, place: { readonly operation: string; readonly baseUrl: string }) {
    this.#file = path.join(folder, snapshotsName);
    this.#redactor = redactor;
    this.#place = place;
  }

  /**
   * Only the first snapshot of a fixture shows it as it was before anything was sent. @throws where the file cannot be
   * written
   */
  keep({ fixture, state, update }: Snapshot): void {
    if (this.#kept.has(fixture.id)) return;
    this.#add({
      fixture,
      ...(state === undefined ? {} : { state: this.#redactor.text(state) }),
      update: this.#redactor.value(update),
    });
    this.#kept.add(fixture.id);
  }

  /** @throws where the file cannot be written */
  sends(fixture: TargetFixture, names: readonly string[]): void {
    this.#add({ fixture, sends: names });
  }

  #add(what: object): void {
    appendFileSync(this.#file, `${JSON.stringify({ ...this.#place, ...what })}\n`);
  }
}

function linesOf(file: string): readonly unknown[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        // The last one is cut off where the run was killed while it wrote it: nothing was changed then.
        return [];
      }
    });
}

/** Tells one fixture on one target from all others. */
export function fixtureKey(operation: string, baseUrl: string, { values }: TargetFixture): string {
  return JSON.stringify([
    operation,
    baseUrl.replace(/\/$/, ''),
    Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
}

/** What became of the fixtures of a run, as far as it is written down. */
export function restorationsIn(folder: string): readonly Restoration[] {
  const [file] = [path.join(folder, restorationsName)];
  const [known] = existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8'))] : [];
  return Array.isArray(known) ? known : [];
}

/** The snapshots of a run whose fixtures are not as they were, as far as is written down. */
export function unrestoredIn(folder: string): readonly KeptSnapshot[] {
  const done = new Set(
    restorationsIn(folder).flatMap(({ operation, fixture, outcome }) =>
      outcome === 'failed' ? [] : [`${operation} ${fixture}`],
    ),
  );
  const entries = linesOf(path.join(folder, snapshotsName)).filter(isObject);
  return entries.flatMap((entry) => {
    const kept = entry as unknown as KeptSnapshot;
    if (
      !isObject(entry['update']) ||
      'problem' in entry['update'] ||
      typeof entry['state'] !== 'string' ||
      done.has(`${kept.operation} ${kept.fixture.id}`)
    )
      return [];
    const sent = entries.filter(
      (other) =>
        other['operation'] === kept.operation &&
        isObject(other['fixture']) &&
        other['fixture']['id'] === kept.fixture.id,
    );
    return [
      { ...kept, secrets: [...new Set(sent.flatMap(({ sends }) => (Array.isArray(sends) ? sends.map(String) : [])))] },
    ];
  });
}

/** The snapshots that earlier runs below an output folder left unrestored, with their run folders. */
export function unrestoredBelow(
  output: string,
  except: string,
): readonly { readonly folder: string; readonly snapshot: KeptSnapshot }[] {
  if (!existsSync(output)) return [];
  return readdirSync(output, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(output, name))
    .filter((folder) => path.resolve(folder) !== path.resolve(except) && existsSync(path.join(folder, journalName)))
    .flatMap((folder) => unrestoredIn(folder).map((snapshot) => ({ folder, snapshot })));
}
