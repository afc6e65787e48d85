import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { packageRoot } from '../../contract/load/package-root.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';

const folder = scratchFolder();
const read = (file: string): string => readFileSync(path.join(packageRoot, file), 'utf8');
const readme = read('README.md');
const guides = readdirSync(path.join(packageRoot, 'docs/guides'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/guides/${name}`);

function flagsIn(text: string): readonly string[] {
  return [...new Set(text.match(/--[a-z][a-z-]*/g))].toSorted();
}

/** The flags that a row of one of the README's tables names for a command; those of `run` have a table of their own. */
function documented(command: string): readonly string[] {
  const rows = readme.split('\n');
  if (command !== 'run') return flagsIn(rows.find((row) => row.startsWith(`| \`${command}`)) ?? '');
  return flagsIn(rows.flatMap((row) => (row.startsWith('| `--') ? (row.split(' | ')[0] ?? '') : [])).join('\n'));
}

describe('the README', () => {
  it.each(['run', 'init', 'doctor', 'list', 'replay', 'report', 'restore', 'serve'])(
    'names every flag of %s, and no other',
    async (command) => {
      const { stdout } = await runCli([command, '--help'], { cwd: folder });
      const offered = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
        .map(([, flag = '']) => flag)
        .filter((flag) => flag !== '--help');
      expect(documented(command)).toEqual(offered.toSorted());
    },
  );
  it('names every operation with its document and the number of its clauses', () => {
    for (const { id, document, clauses } of loadCatalogue())
      expect(readme).toContain(`| \`${id}\` | ${document} | ${clauses.length} |`);
  });
  it.each(['README.md', ...guides])('and the guides link to what is there: %s', (file) => {
    const links = [...read(file).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) =>
      path.join(packageRoot, path.dirname(file), link),
    );
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
  it('has guides that go into the package', () => {
    const { files }: { readonly files: readonly string[] } = JSON.parse(read('package.json'));
    expect(files).toContain('docs/**/*.md');
  });
});
