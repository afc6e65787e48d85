import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ConformanceReport } from '../../generated/report.js';
import { type FormatName, formats } from '../../reports/render/formats.js';
import type { ReplayPlace } from '../../reports/render/replay-line.js';
import { tellFailure } from '../process/tell-failure.js';

/** Files that were written, and why others were not. */
export interface Written {
  readonly files: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Writes a file as a whole: a process that is killed meanwhile leaves what was there before. @throws where it cannot be
 * written
 */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/** Writes files, each as far as it can be: that one fails keeps no other from being written. */
export function writeEach(writers: Readonly<Record<string, () => void>>): Written {
  const [files, problems]: [string[], string[]] = [[], []];
  for (const [file, write] of Object.entries(writers)) {
    try {
      write();
      files.push(file);
    } catch (error) {
      problems.push(`${file} could not be written: ${tellFailure(error)}`);
    }
  }
  return { files, problems };
}

/** What writes the reports of a run into its folder, by file. */
export function reportWriters(
  replay: ReplayPlace,
  report: ConformanceReport,
  reporters: readonly FormatName[],
): Readonly<Record<string, () => void>> {
  return Object.fromEntries(
    reporters.map((name) => {
      const { file, render } = formats[name];
      const place = path.join(replay.folder, file);
      return [place, () => writeWhole(place, render(report, replay))] as const;
    }),
  );
}
