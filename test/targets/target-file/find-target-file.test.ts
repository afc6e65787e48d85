import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddedNotice } from '../../../cli/target/resolve-target.js';
import { findTargetFile, targetFileInSight } from '../../../targets/target-file/find-target-file.js';
import { scratchFolder } from '../../cli/scratch-folder.js';

const scratch = scratchFolder();
let folders = 0;

/** A folder with empty files, by their paths. */
function folderWith(...files: readonly string[]): string {
  folders += 1;
  const folder = path.join(scratch, String(folders));
  mkdirSync(folder);
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), '');
  }
  return folder;
}

describe('a target file that is not named', () => {
  it.each(['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml'])('is found as conformance.config.%s', (ending) => {
    expect(findTargetFile(folderWith(`conformance.config.${ending}`, 'README.md'))).toBe(
      `conformance.config.${ending}`,
    );
  });
  it.each([
    'conformance.config.json5',
    'conformance.config.toml',
    'conformance.config.cts',
    'conformance.config',
    'conformance.config.ymal',
    'conformance.config.yaml.bak',
    'conformance.config.yaml.txt',
    'conformance.config.mjs.txt',
    'conformance-config.yaml',
    'conformance.conf.yaml',
    'Conformance.Config.YAML',
    'vpn-conformance.config.ts',
    '.vpn-conformance.json',
    '.vpn-conformancerc',
    'conformance.yaml',
  ])('is refused as %s, which looks like one and is not read', (name) => {
    expect(() => findTargetFile(folderWith(name))).toThrow(
      new RegExp(`^${name.replaceAll('.', '\\.')} looks like a target file .*--target`),
    );
  });
  it.each([['conformance.config.yaml'], ['conformance.config.json5']])('is refused beside another, %s', (other) => {
    expect(() => findTargetFile(folderWith('conformance.config.ts', other))).toThrow(
      `both conformance.config.ts and ${other} are here; name one with --target`,
    );
  });
  it('is read beside a copy of it that an editor left', () => {
    expect(
      findTargetFile(folderWith('conformance.config.yaml', 'conformance.config.yaml~', 'conformance.config.yaml.orig')),
    ).toBe('conformance.config.yaml');
  });
  it('is none of the files that are about something else', () => {
    expect(
      findTargetFile(
        folderWith(
          'conformance.test.mjs',
          'conformance.md',
          'conformance-report/report.json',
          'conformance.ts',
          'package.json',
        ),
      ),
    ).toBeUndefined();
  });
});

describe('a target file near a folder without one', () => {
  it.each([
    [
      'in the root of the repository',
      ['.git/HEAD', 'conformance.config.yaml', 'packages/vpn/index.ts'],
      'packages/vpn',
      '../../conformance.config.yaml',
    ],
    ['in a usual folder below', ['.git/HEAD', 'test/conformance.config.ts'], '.', 'test/conformance.config.ts'],
    [
      'above the root of the repository, which is none of its business',
      ['conformance.config.yaml', 'repository/.git/HEAD'],
      'repository',
      undefined,
    ],
  ])('is seen %s', (_, files, place, seen) => {
    expect(targetFileInSight(path.join(folderWith(...files), place))).toBe(seen);
  });
  it('is spoken of where the embedded reference is asked instead, and only there', () => {
    const folder = path.join(
      folderWith('.git/HEAD', 'conformance.config.yaml', 'packages/vpn/index.ts'),
      'packages/vpn',
    );
    expect(embeddedNotice({ isEmbedded: true }, folder)).toMatch(
      /^NOT YOUR TARGET: .*\.\.\/\.\.\/conformance\.config\.yaml is not read: name it with --target/,
    );
    expect(embeddedNotice({ isEmbedded: false }, folder)).toBeUndefined();
  });
});
