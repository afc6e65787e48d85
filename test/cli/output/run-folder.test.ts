import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRunFolder, runFolderAt } from '../../../cli/output/run-folder.js';
import { scratchFolder } from '../scratch-folder.js';

const scratch = scratchFolder();
const noon = new Date('2026-12-01T12:00:00.123Z');

describe('the folder of a run', () => {
  it('is named after its start, without characters that a file system refuses, and holds an empty journal', () => {
    const folder = createRunFolder(path.join(scratch, 'named/below'), noon, 'abc123');
    expect(path.relative(scratch, folder)).toBe(path.join('named', 'below', '2026-12-01T12-00-00Z-abc123'));
    expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).toBe('');
  });
  it('is not shared: runs of the same second leave what another one wrote', () => {
    const output = path.join(scratch, 'shared');
    const first = createRunFolder(output, noon, 'aaaaaa');
    writeFileSync(path.join(first, 'snapshots.jsonl'), 'kept');
    const second = createRunFolder(output, noon, 'bbbbbb');
    expect(readdirSync(second)).toEqual(['journal.jsonl']);
    expect(readFileSync(path.join(first, 'snapshots.jsonl'), 'utf8')).toBe('kept');
    expect(() => createRunFolder(output, noon, 'aaaaaa')).toThrow(
      /^cannot write to .*choose another folder with --output$/,
    );
  });
  it('is where latest leads, until another run starts; nothing else is left beside it', () => {
    const output = path.join(scratch, 'latest-one');
    for (const id of ['aaaaaa', 'bbbbbb']) {
      const folder = createRunFolder(output, noon, id);
      expect(realpathSync(path.join(output, 'latest'))).toBe(realpathSync(folder));
    }
    expect(readdirSync(output)).toHaveLength(3);
  });
  it('is found by its own path, that of the folder above it, that of latest, and of a file latest that names it', () => {
    const output = path.join(scratch, 'found');
    const folder = createRunFolder(output, noon, 'aaaaaa');
    expect(
      [folder, output, path.join(output, 'latest')].map((place) => realpathSync(runFolderAt(place) ?? '')),
    ).toEqual([folder, folder, folder].map((place) => realpathSync(place)));
    rmSync(path.join(output, 'latest'));
    expect(runFolderAt(output)).toBe(undefined);
    writeFileSync(path.join(output, 'latest'), `${path.basename(folder)}\n`);
    expect(runFolderAt(output)).toBe(folder);
    expect(runFolderAt(path.join(output, 'none'))).toBe(undefined);
  });
  it('is made although somebody has a folder named latest there, which stays', () => {
    const output = path.join(scratch, 'taken');
    mkdirSync(path.join(output, 'latest/mine'), { recursive: true });
    expect(existsSync(createRunFolder(output, noon, 'aaaaaa'))).toBe(true);
    expect([readdirSync(output).sort(), readdirSync(path.join(output, 'latest'))]).toEqual([
      ['2026-12-01T12-00-00Z-aaaaaa', 'latest'],
      ['mine'],
    ]);
  });
});
