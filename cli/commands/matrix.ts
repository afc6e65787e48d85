import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { secretMembers } from '../../contract/facts/secret-members.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { kitVersion } from '../../contract/load/kit-version.js';
import { publicationProblems } from '../../reports/compare/lint-publication.js';
import { type Publication, publicationMatrix } from '../../reports/compare/publication-matrix.js';
import { createRedactor } from '../../reports/redact/redact.js';
import { onOneLine } from '../../reports/render/headline.js';
import { publicationBadge } from '../../reports/render/publication-badge.js';
import { matrixHtml, matrixMarkdown } from '../../reports/render/publication-matrix.js';
import { printOrWrite } from '../output/print-or-write.js';
import { reportIn } from '../output/read-report.js';
import { writeWhole } from '../output/run-reports.js';
import type { Console } from '../process/console.js';

/** Flags of `matrix`, as commander gives them. */
export interface MatrixFlags {
  readonly format: string;
  readonly output?: string;
  readonly lint: boolean;
  readonly badges: boolean;
}

/** A published report and where it stands. */
interface Placed extends Publication {
  readonly place: string;
}

function foldersIn(place: string): readonly string[] {
  return readdirSync(place, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();
}

/** @throws ConfigurationError where the folder holds no reports, or one that cannot be read */
function publicationsIn(folder: string): readonly Placed[] {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const found = (isFolder ? foldersIn(folder) : []).flatMap((operation) =>
    foldersIn(path.join(folder, operation)).flatMap((implementation): readonly Placed[] => {
      const place = path.join(folder, operation, implementation);
      const file = path.join(place, 'report.json');
      return existsSync(file) ? [{ operation, implementation, place, report: reportIn(file) }] : [];
    }),
  );
  if (found.length === 0)
    throw new ConfigurationError(
      'no-publications',
      `${folder} holds no <operation>/<implementation>/report.json; see docs/guides/publishing.md`,
    );
  return found;
}

/** Tells what keeps reports from being published; gives their number. */
function lint(publications: readonly Placed[], console: Console): number {
  const members = secretMembers(loadCatalogue());
  const problems = publications.flatMap(({ operation, place, report }) => {
    const file = path.join(place, 'Reproduce.md');
    const reproduce = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    const redactor = createRedactor({ members, secrets: [] });
    return publicationProblems(report, { operation, reproduce, kit: kitVersion, redactor }).map(
      (problem) => `${place}: ${onOneLine(problem)}`,
    );
  });
  for (const problem of problems) console.log(problem);
  if (problems.length === 0) console.log(`${publications.length} reports can be published`);
  return problems.length;
}

/**
 * Shows published reports beside each other, tells with `--lint` what keeps them from being published (exit code 1), or
 * writes with `--badges` a badge beside each.
 * @throws ConfigurationError for a folder without reports, and a format that nobody knows
 */
export function matrixCommand(
  folder: string,
  { format, output, lint: isLint, badges }: MatrixFlags,
  console: Console,
): number {
  if (format !== 'markdown' && format !== 'html')
    throw new ConfigurationError('bad-flag', `--format takes markdown, html, not '${format}'`);
  const publications = publicationsIn(folder);
  if (isLint) return lint(publications, console) > 0 ? 1 : 0;
  const matrices = publicationMatrix(publications);
  if (badges) {
    for (const { operation, place, report } of publications)
      for (const own of report.operations.filter((one) => one.operation === operation))
        writeWhole(path.join(place, 'badge.json'), `${JSON.stringify(publicationBadge(own), null, 2)}\n`);
  }
  printOrWrite(format === 'markdown' ? matrixMarkdown(matrices) : matrixHtml(matrices), output, console);
  return 0;
}
