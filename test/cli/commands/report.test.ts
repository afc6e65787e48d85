import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportCommand } from '../../../cli/commands/report.js';
import { tellJobSummary } from '../../../cli/output/job-summary.js';
import { everyVerdict } from '../../reports/sample-journal.js';
import { scratchFolder } from '../scratch-folder.js';

const folder = scratchFolder();
const runFolder = path.join(folder, 'runs/2026-01-01T00-00-00Z-abcdef');
mkdirSync(runFolder, { recursive: true });
const lines = everyVerdict.map((entry) => JSON.stringify(entry));
writeFileSync(path.join(runFolder, 'journal.jsonl'), `${lines.join('\n')}\n`);
writeFileSync(path.join(folder, 'runs/latest'), '2026-01-01T00-00-00Z-abcdef\n');
writeFileSync(path.join(folder, 'torn.jsonl'), `${lines.slice(0, -1).join('\n')}\n{"type":"resu`);

function printed(place: string, format: string, output?: string): string {
  const said: string[] = [];
  const console = {
    log: (text: string) => said.push(text),
    error: () => {},
    terminal: false,
    color: false,
    width: 100,
    lost: undefined,
  };
  expect(reportCommand(place, { format, ...(output === undefined ? {} : { output }) }, console)).toBe(0);
  return said.join('\n');
}

describe('report', () => {
  it.each([
    ['text', /^vpn-conformance 0\.1\.0: toy 1\.2[\s\S]*1\. FAIL accepted mtu = 9001/],
    ['markdown', /^### vpn-conformance: toy 1\.2/],
    ['html', /^<!DOCTYPE html>[\s\S]*replay \S*runs\/2026-01-01T00-00-00Z-abcdef 1</],
    ['junit', /^<\?xml/],
    ['json', /^\{/],
  ])('renders a run as %s', (format, wanted) => {
    expect(printed(runFolder, format)).toMatch(wanted);
  });
  it.each([
    ['the folder of a run', runFolder],
    ['the folder of all runs', path.join(folder, 'runs')],
    ['a journal', path.join(runFolder, 'journal.jsonl')],
  ])('takes %s', (_, place) => {
    expect(JSON.parse(printed(place, 'json')).totals.fail).toBe(1);
  });
  it('renders a run that was killed, and says so', () => {
    expect(printed(path.join(folder, 'torn.jsonl'), 'text')).toContain('INTERRUPTED');
  });
  it('writes to a file', () => {
    const file = path.join(folder, 'out/report.md');
    expect(printed(runFolder, 'markdown', file)).toBe('');
    expect(readFileSync(file, 'utf8')).toContain('| operation |');
  });
  it.each([
    [
      'a format that nobody knows',
      runFolder,
      'pdf',
      /--format takes json, junit, html, markdown, text, ctrf, sarif, har, badge, wfc, annotations, vitest, curl, not 'pdf'/,
    ],
    ['a folder without a run', folder, 'text', /holds no journal\.jsonl; give the folder of a run/],
    ['a journal that is not there', path.join(folder, 'no.jsonl'), 'text', /no\.jsonl cannot be read/],
  ])('refuses %s', (_, place, format, message) => {
    expect(() => printed(place, format)).toThrow(message);
  });
});

describe('the summary of a job', () => {
  it('is added to what is there', () => {
    const file = path.join(folder, 'summary.md');
    writeFileSync(file, 'before\n');
    tellJobSummary('after\n', file, { error: () => {} });
    expect(readFileSync(file, 'utf8')).toBe('before\nafter\n');
  });
  it.each([undefined, ''])('is left alone where there is none: %j', (file) => {
    expect(() => tellJobSummary('x', file, { error: () => {} })).not.toThrow();
  });
  it('that cannot be written fails nothing, and says so', () => {
    const said: string[] = [];
    tellJobSummary('x', path.join(folder, 'no/such/folder.md'), { error: (text) => said.push(text) });
    expect(said).toEqual([expect.stringContaining('GITHUB_STEP_SUMMARY')]);
  });
});
