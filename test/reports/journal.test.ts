import { describe, expect, it } from 'vitest';
import { readJournal } from '../../reports/journal/journal-reader.js';
import { journalLine } from '../../reports/journal/journal-writer.js';
import { createRedactor } from '../../reports/redact/redact.js';
import { end, everyVerdict, exchange, finding, result, run } from './sample-journal.js';

const plain = createRedactor();
const text = everyVerdict.map((entry) => journalLine(entry, plain)).join('');

describe('reading a journal', () => {
  it('gives back what was written', () => {
    expect(readJournal(text)).toEqual({ entries: everyVerdict, torn: false });
  });
  it('drops a last line that was cut off anywhere, and says so', () => {
    const [first = '', last = ''] = [journalLine(run, plain), journalLine(end, plain).trimEnd()];
    for (let length = 1; length < last.length; length += 1) {
      expect(readJournal(first + last.slice(0, length))).toEqual({ entries: [run], torn: true });
    }
    expect(readJournal(first + last)).toEqual({ entries: [run, end], torn: false });
  });
  it('reads an empty file, blank lines and CRLF', () => {
    expect(readJournal('')).toEqual({ entries: [], torn: false });
    expect(readJournal(text.replaceAll('\n', '\r\n\r\n')).entries).toEqual(everyVerdict);
  });
  it.each([
    ['is not JSON', '{"type":"end"', /my\.jsonl, line 2: is not JSON/],
    ['is no entry', '{"type":"other"}', /my\.jsonl, line 2: /],
    ['lacks a member', '{"type":"end","finishedAt":"x"}', /my\.jsonl, line 2: .*requests/],
    ['is no object', '7', /my\.jsonl, line 2: /],
  ])('names the line that %s', (_, line, message) => {
    const malformed = `${journalLine(run, plain)}${line}\n${journalLine(end, plain)}`;
    expect(() => readJournal(malformed, 'my.jsonl')).toThrow(
      expect.objectContaining({
        name: 'ConfigurationError',
        code: 'journal-malformed',
        message: expect.stringMatching(message),
      }),
    );
  });
  it('refuses a last line that is complete but no entry', () => {
    expect(() => readJournal(`${journalLine(run, plain)}{"type":"other"}\n`)).toThrow(/line 2/);
  });
});

describe('writing a journal line', () => {
  const secret = 'S3cr3t/key+1';
  const redactor = createRedactor({ secrets: [secret], members: ['psk'] });
  const line = journalLine(
    result({
      broken: `oops ${secret}`,
      findings: [
        finding('/psk#length', {
          case: `case ${secret}`,
          actual: `echoed ${secret}`,
          change: `psk: ${secret}`,
          exchange: exchange(
            {
              logical: { psk: 'other-psk', name: 'a' },
              curl: `curl -H 'x-auth-token: tok' --data-raw '{"psk":"other-psk"}'`,
              reply: { status: 200, body: '{"psk":"other-psk","state":"ready"}' },
            },
            '{"psk":"other-psk"}',
          ),
        }),
      ],
    }),
    redactor,
  );
  it('is one line', () => {
    expect(line.indexOf('\n')).toBe(line.length - 1);
  });
  it('holds no secret, in whichever member it stood', () => {
    expect(line).not.toContain(secret);
    expect(line).not.toContain('other-psk');
    expect(line).not.toContain('tok"');
  });
  it('keeps what is none, so that it still reads as an entry', () => {
    const [entry] = readJournal(line + journalLine(end, plain)).entries;
    expect(entry).toMatchObject({
      findings: [
        {
          clause: 'acme.update-link/psk#length',
          exchange: {
            logical: { psk: '[redacted]', name: 'a' },
            reply: { body: '{"psk":"[redacted]","state":"ready"}' },
          },
        },
      ],
    });
  });
  it('redacts credentials in the target and in the reason for an early end', () => {
    expect(journalLine({ ...run, target: { name: 'toy', url: 'https://user:pass@toy.example/' } }, redactor)).toContain(
      'https://[redacted]@toy.example/',
    );
    expect(
      journalLine({ type: 'end', finishedAt: 'x', requests: 0, problem: `401 for ${secret}` }, redactor),
    ).toContain('401 for [redacted]');
  });
});

describe('writing what a target declares', () => {
  it('hides a secret that stands in a reason or a link', () => {
    const redactor = createRedactor({ secrets: ['s3cret-value'] });
    const deviations = [
      { clause: 'a', reason: 'the key is s3cret-value', issue: 'https://acme.example/?k=s3cret-value', matches: 1 },
    ];
    const line = journalLine({ ...run, deviations }, redactor);
    expect(line).not.toContain('s3cret-value');
    expect(JSON.parse(line).deviations[0]).toMatchObject({ clause: 'a', matches: 1 });
  });
});
