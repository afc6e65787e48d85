import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../contract/load/package-root.js';

/** The files of the package, as npm would pack them; nothing is built for it. */
function packed(): ReadonlySet<string> {
  const text = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: packageRoot,
    encoding: 'utf8',
  });
  const listed: readonly { readonly files: readonly { readonly path: string }[] }[] = JSON.parse(text);
  return new Set(listed.flatMap(({ files }) => files.map((file) => file.path)));
}

/** Links of a Markdown file to places beside it, without anchors. */
function linksOf(file: string): readonly string[] {
  const text = readFileSync(path.join(packageRoot, file), 'utf8').replaceAll(/```.*?```/gs, '');
  return [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].flatMap(([, link = '']) =>
    /^[a-z]+:/.test(link) ? [] : [path.posix.normalize(path.posix.join(path.posix.dirname(file), link))],
  );
}

test('every link of a packaged page leads to something in the package', () => {
  const files = packed();
  const pages = [...files].filter((file) => file.endsWith('.md'));
  expect(pages).toContain('README.md');
  const isThere = (target: string): boolean =>
    files.has(target) || [...files].some((file) => file.startsWith(`${target.replace(/\/$/, '')}/`));
  expect(
    pages.flatMap((page) =>
      linksOf(page)
        .filter((link) => !isThere(link))
        .map((link) => `${page}: ${link}`),
    ),
  ).toEqual([]);
});

test('the page on architecture names files and functions that are there', () => {
  const text = readFileSync(path.join(packageRoot, 'docs/architecture.md'), 'utf8');
  const places = [...text.matchAll(/`([a-z][\w./-]*\/[\w./-]*)`/g)].map(([, place = '']) => place);
  expect(places.length).toBeGreaterThan(25);
  expect(places.filter((place) => !existsSync(path.join(packageRoot, place)))).toEqual([]);
  const journey = [...text.matchAll(/^\| .*? \| (`.*?) \| (`.*?) \|$/gm)];
  expect(journey.length).toBeGreaterThan(8);
  const sources = journey.map(([, functions = '', files = '']) => ({
    names: [...functions.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    source: [...files.matchAll(/`([\w./-]+\.ts)`/g)]
      .map(([, file = '']) => readFileSync(path.join(packageRoot, file), 'utf8'))
      .join('\n'),
  }));
  expect(
    sources.flatMap(({ names, source }) =>
      names.filter((name) => source !== '' && !new RegExp(`\\b${name}\\b`).test(source)),
    ),
  ).toEqual([]);
});
