import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { validate } from 'ctrf';
import type { Log } from 'sarif';
import ts from 'typescript';
import { describe, expect, it, test } from 'vitest';
import type { ConformanceReport } from '../../../generated/report.js';
import { mark } from '../../../reports/redact/redact-members.js';
import { badgeOf } from '../../../reports/render/badge.js';
import { ctrfOf } from '../../../reports/render/ctrf.js';
import { formatNames, formats } from '../../../reports/render/formats.js';
import { harOf } from '../../../reports/render/har.js';
import { sarifOf } from '../../../reports/render/sarif.js';
import { wfcOf } from '../../../reports/render/wfc.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import {
  clause,
  end,
  everyVerdict,
  exchange,
  finding,
  operation,
  operationEntry,
  result,
  run,
} from '../sample-journal.js';

const report = buildReport(everyVerdict);
const esc = '\u001b';
const hostile = buildReport([
  run,
  operationEntry([clause('/name#length')]),
  result({
    findings: [
      finding('/name#length', {
        actual: `x${esc}[2J\n::error::x`,
        exchange: exchange({ reply: { status: 200, code: `A\n##vso[x]${esc}`, body: `${esc}[2J` } }),
      }),
    ],
  }),
  end,
]);
const green = buildReport([
  run,
  operationEntry([clause('/a', { sides: ['accept'] })]),
  result({ tally: [{ clause: `${operation}/a`, side: 'accept', count: 1 }] }),
  end,
]);
const empty = buildReport([run, operationEntry([]), end]);
const reports: readonly (readonly [string, ConformanceReport])[] = [
  ['of every verdict', report],
  ['of a hostile target', hostile],
  ['without a failure', green],
  ['without anything checked', empty],
];
const place = { folder: 'conformance-report/latest', flags: [] };

describe.each(reports)('a report %s', (_, own) => {
  test.each(formatNames)('can be written as %s, the same each time, and ends its last line', (name) => {
    const text = formats[name].render(own, place);
    expect(text).toBe(formats[name].render(structuredClone(own), place));
    // There is nothing to annotate where nothing went wrong.
    if (name !== 'annotations') expect(text.trim()).not.toBe('');
  });
  it('is CTRF by its own schema, and its counts add up', () => {
    const ctrf = ctrfOf(own);
    expect(validate(JSON.parse(JSON.stringify(ctrf)))).toMatchObject({ valid: true });
    const { tests, summary } = ctrf.results;
    expect(summary.passed + summary.failed + summary.skipped + summary.pending + summary.other).toBe(tests.length);
  });
  it('is HAR 1.2 by its own schema', () => {
    const schemas: unknown = createRequire(import.meta.url)('har-schema');
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addMetaSchema(
      JSON.parse(
        readFileSync(createRequire(import.meta.url).resolve('ajv/dist/refs/json-schema-draft-06.json'), 'utf8'),
      ),
    );
    if (typeof schemas !== 'object' || schemas === null) throw new Error('no schemas');
    for (const schema of Object.values(schemas)) ajv.addSchema(schema);
    expect([ajv.validate('har.json#', JSON.parse(JSON.stringify(harOf(own)))), ajv.errors]).toEqual([true, null]);
  });
  it('is SARIF that its readers take: every result names a rule, a place and a level', () => {
    const log: Log = JSON.parse(JSON.stringify(sarifOf(own)));
    expect(log.version).toBe('2.1.0');
    for (const { tool, results = [] } of log.runs)
      for (const { ruleId, ruleIndex = -1, message, level, locations = [] } of results) {
        expect(tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
        expect(message.text).toMatch(/\S/);
        expect(['error', 'warning', 'note']).toContain(level);
        expect(locations[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/^specs\/.*\.yaml$/);
      }
  });
  it('is a badge as shields.io reads it', () => {
    expect(badgeOf(own)).toEqual({
      schemaVersion: 1,
      label: expect.stringMatching(/\S/),
      message: expect.stringMatching(/\S/),
      color: expect.stringMatching(/^(?:brightgreen|red|yellow|lightgrey)$/),
    });
  });
  it('is what Web Fuzzing Commons asks of a report', () => {
    const count = { type: 'integer', minimum: 0 };
    const texts = { type: 'array', items: { type: 'string' }, uniqueItems: true };
    const fault = {
      type: 'object',
      required: ['operationId', 'testCaseId', 'faultCategories'],
      properties: {
        faultCategories: {
          type: 'array',
          minItems: 1,
          items: { required: ['code'], properties: { code: { type: 'integer' } } },
        },
      },
    };
    // The members that report.yaml of Web Fuzzing Commons requires (version 0.8), in our own words.
    const wanted = {
      type: 'object',
      required: [
        'schemaVersion',
        'toolName',
        'toolVersion',
        'creationTime',
        'faults',
        'problemDetails',
        'totalTests',
        'testFilePaths',
        'testCases',
        'executionTimeInSeconds',
      ],
      properties: {
        creationTime: { type: 'string', pattern: 'T.*Z$' },
        totalTests: count,
        executionTimeInSeconds: count,
        testFilePaths: texts,
        faults: {
          required: ['totalNumber', 'foundFaults'],
          properties: { totalNumber: count, foundFaults: { type: 'array', items: fault } },
        },
        problemDetails: {
          required: ['rest'],
          properties: {
            rest: {
              required: ['outputHttpCalls', 'evaluatedHttpCalls', 'endpointIds', 'coveredHttpStatus'],
              properties: { outputHttpCalls: count, evaluatedHttpCalls: count, endpointIds: texts },
            },
          },
        },
      },
    };
    const ajv = new Ajv2020({ strict: false });
    expect([ajv.validate(wanted, JSON.parse(JSON.stringify(wfcOf(own)))), ajv.errors]).toEqual([true, null]);
  });
});

test('what fails, and no more, is an error of SARIF, a failed test of CTRF, a fault and a red badge', () => {
  const failed = report.operations.flatMap(({ clauses }) => clauses.filter(({ verdict }) => verdict === 'fail'));
  expect(failed.length).toBeGreaterThan(0);
  expect(ctrfOf(report).results.summary.failed).toBe(failed.length);
  const log: Log = JSON.parse(JSON.stringify(sarifOf(report)));
  const errors = log.runs[0]?.results?.filter(({ level }) => level === 'error').map(({ ruleId }) => ruleId) ?? [];
  expect([...new Set(errors)].sort()).toEqual(failed.map(({ id }) => id).sort());
  expect(wfcOf(report).faults.totalNumber).toBe(report.causes.filter(({ verdict }) => verdict === 'fail').length);
  expect(badgeOf(report)).toMatchObject({ color: 'red', message: expect.stringContaining(`${failed.length} failed`) });
  expect(badgeOf(green)).toMatchObject({ color: 'brightgreen' });
  expect(badgeOf(empty)).toMatchObject({ color: 'lightgrey' });
});

test.each(['ctrf', 'sarif', 'har', 'badge', 'wfc'] as const)(
  'what a target says starts no line of %s and moves no cursor',
  (name) => {
    const text = formats[name].render(hostile, place);
    expect(text).not.toContain(esc);
    expect(text).not.toMatch(/^\s*(?:::error|##vso)/m);
  },
);

test('every format has a file of its own', () => {
  expect(new Set(formatNames.map((name) => formats[name].file)).size).toBe(Object.keys(formats).length);
});

describe('failing cases', () => {
  const secret = buildReport([
    run,
    operationEntry([clause('/psk#length')]),
    result({
      findings: [
        finding('/psk#length', {
          answers: [{ status: 400, codes: ['Psk.Length'] }],
          exchange: {
            request: {
              method: 'PUT',
              url: 'http://127.0.0.1:8080/v1/links/link-1',
              headers: { 'content-type': 'application/json', 'content-length': '20' },
              body: `{"psk":"${mark}","name":"it's"}`,
            },
            reply: { status: 200 },
          },
        }),
      ],
    }),
    end,
  ]);

  test.each([...reports, ['with a secret', secret] as const])(
    'of a report %s are a script and a test file that can be read',
    (_, own) => {
      const [script, file] = [formats.curl.render(own, place), formats.vitest.render(own, place)];
      expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
      expect(ts.transpileModule(file, { reportDiagnostics: true }).diagnostics).toEqual([]);
    },
  );

  test('take secrets from the environment, and leave to the client what it computes', () => {
    expect(formats.curl.render(secret, place)).toContain(
      `reply=$(curl -i -X PUT "\${TARGET_URL:-http://127.0.0.1:8080}"/v1/links/link-1 -H 'content-type: application/json' --data-raw '{"psk":"'"$PSK"'","name":"it'\\''s"}' -sS`,
    );
    expect(formats.vitest.render(secret, place)).toContain(
      String.raw`body: "{\"psk\":\"" + variable("PSK") + "\",\"name\":\"it's\"}"`,
    );
    expect(formats.vitest.render(secret, place)).not.toContain('content-length');
  });
});
