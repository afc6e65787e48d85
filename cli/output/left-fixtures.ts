import type { TargetFixture } from '../../contract/target.js';
import type { Redactor } from '../../reports/redact/redact.js';
import type { Care } from '../../suites/restore/keeper.js';
import { isSameState } from '../../suites/restore/same-state.js';
import type { ResolvedTarget } from '../target/resolve-target.js';
import { fixtureKey, type SnapshotFile, unrestoredBelow } from './snapshots.js';

/** A fixture that an earlier run left changed, as far as is written down. */
export interface LeftFixture {
  readonly operation: string;
  readonly fixture: string;
  /** How it was before, secrets redacted. */
  readonly state: string;
  /** The folder of that run. */
  readonly folder: string;
}

/** Fixtures of a target that earlier runs below `output` left changed; `folder` is that of the present one. */
export function leftFixtures(
  { operations, isEmbedded }: Pick<ResolvedTarget, 'operations' | 'isEmbedded'>,
  output: string,
  folder: string,
): readonly LeftFixture[] {
  // The embedded reference is new in each run.
  const unrestored = isEmbedded ? [] : unrestoredBelow(output, folder);
  return unrestored.flatMap(({ folder: former, snapshot: { operation, baseUrl, fixture, state } }) => {
    const place = operations.find(({ contract }) => contract.id === operation);
    const key = fixtureKey(operation, baseUrl, fixture);
    const own = place?.fixtures.find((candidate) => fixtureKey(operation, place.baseUrl, candidate) === key);
    return own === undefined ? [] : [{ operation, fixture: own.id, state, folder: former }];
  });
}

/** What the user has to know of it before anything is sent. */
export function leftWords({ operation, fixture, folder }: LeftFixture): string {
  return `${operation}, fixture ${fixture}: the run in ${folder} has not restored it, as far as is written down; 'vpn-conformance restore ${folder}' shows and sends what does`;
}

/**
 * Writes down what would restore the fixtures of an operation, and takes none that an earlier run left changed for what
 * it was.
 */
export function keepingIn(
  file: SnapshotFile,
  redactor: Redactor,
  left: readonly Pick<LeftFixture, 'fixture' | 'state' | 'folder'>[],
): Pick<Care, 'left' | 'onSnapshot' | 'onSecrets'> {
  return {
    onSnapshot: (snapshot) => file.keep(snapshot),
    onSecrets: (fixture: TargetFixture, names) => file.sends(fixture, names),
    left: (fixture, state) => {
      const former = left.find(
        ({ fixture: id, state: was }) => id === fixture.id && !isSameState(was, redactor.text(state)),
      );
      return former === undefined
        ? undefined
        : `the run in ${former.folder} changed it and did not restore it; 'vpn-conformance restore ${former.folder}' does, or delete that folder if it is as it should be`;
    },
  };
}
