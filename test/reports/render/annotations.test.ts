import { describe, expect, it } from 'vitest';
import { renderAnnotations } from '../../../reports/render/annotations.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import { clause, end, everyVerdict, finding, operation, operationEntry, result, run } from '../sample-journal.js';

describe('a report as annotations', () => {
  it('has one line for each cause, as an error where it fails', () => {
    expect(renderAnnotations(buildReport(everyVerdict)).split('\n')).toEqual([
      '::error title=acme.update-link/mtu#range::accepted mtu = 9001; the document says: mtu is 576 to 9000',
      expect.stringMatching(/^::notice title=acme\.update-link\/mode#enum::/),
      '',
    ]);
  });
  it('warns of what is declared, and fails for a declaration that does not hold', () => {
    const lines = renderAnnotations(
      buildReport([
        {
          ...run,
          deviations: [
            { clause: `${operation}/name#length`, reason: 'known: 100%', matches: 1 },
            { clause: 'gone', reason: 'old', matches: 0 },
          ],
        },
        operationEntry([clause('/name#length')]),
        result({ findings: [finding('/name#length')] }),
        end,
      ]),
    ).split('\n');
    expect(lines[0]).toMatch(/^::error title=deviation gone::gone: MATCHES NOTHING/);
    expect(lines[1]).toMatch(/^::warning title=acme\.update-link\/name#length::/);
  });
  it('lets nothing that a target sent end a line or begin a command', () => {
    const hostile = 'a\n::set-env name=X::y\r\n##vso[task]%0A::error::b';
    const text = renderAnnotations(
      buildReport([
        run,
        operationEntry([clause('/name#length', { statement: hostile })]),
        result({ findings: [finding('/name#length', { axis: 'shape', actual: hostile, expected: hostile })] }),
        end,
      ]),
    );
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).not.toContain('##vso[');
    expect(text).not.toContain('%0A::');
    expect(text.slice('::error title='.length)).not.toMatch(/::(?:set-env|error)/);
  });
  it('is empty where nothing was found', () => {
    expect(renderAnnotations(buildReport([run, operationEntry([]), end]))).toBe('');
  });
});
