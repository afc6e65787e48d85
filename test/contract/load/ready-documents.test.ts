import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ownSpecs } from '../../../contract/load/catalogue.js';
import { normaliseDocument } from '../../../contract/load/normalise-document.js';
import { readyFile, readyOr } from '../../../contract/load/ready-documents.js';
import { ownRequirements, requirementDates } from '../../../contract/load/requirements.js';

const documents = readdirSync(ownSpecs, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => path.join(ownSpecs, file));
const isOpenapi = (file: string): boolean => path.basename(file) === 'openapi.yaml';
const schemaOf = (file: string): string =>
  `specs/schemas/${isOpenapi(file) ? 'openapi-document' : path.basename(file, '.yaml')}.schema.json`;

describe('documents that the build has left ready', () => {
  test('are there for every one of the kit', () => {
    const ready: Readonly<Record<string, string>> = JSON.parse(readFileSync(readyFile, 'utf8'));
    expect(Object.keys(ready)).toHaveLength(documents.length + Math.min(1, requirementDates(ownRequirements).length));
  });

  test.each(documents)('are what parsing gives: %s', (file) => {
    const text = readFileSync(file, 'utf8');
    const notParsed = (): unknown => {
      throw new Error('it was not ready');
    };
    expect(readyOr(file, text, schemaOf(file), notParsed)).toEqual(
      isOpenapi(file) ? normaliseDocument(parse(text), file) : parse(text),
    );
  });

  test('are not taken for one that was edited, kept under another schema, or is none of the kit', () => {
    const [file = ''] = documents;
    const text = readFileSync(file, 'utf8');
    const parsed = (): string => 'parsed';
    expect(readyOr(file, `${text}\n`, schemaOf(file), parsed)).toBe('parsed');
    expect(readyOr(file, text, 'specs/schemas/fixtures.schema.json', parsed)).toBe('parsed');
    expect(readyOr(path.join(tmpdir(), 'clauses.yaml'), text, schemaOf(file), parsed)).toBe('parsed');
  });
});
