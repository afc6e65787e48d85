import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ConfigurationError } from '../../../contract/errors.js';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { lintContract } from '../../../contract/load/lint-contract.js';
import { loadContract } from '../../../contract/load/load-contract.js';
import { packageRoot } from '../../../contract/load/package-root.js';
import { changedSpecs } from '../../cli/toy-specs.js';
import { type ContractFile, withBrokenContract } from '../broken-contract.js';

const toy = path.join(packageRoot, 'test/contracts/acme/update-link');

interface Row {
  readonly flaw: string;
  readonly file: ContractFile;
  readonly edit: (text: string) => string | undefined;
  /** What the message names beside the file: place and remedy. */
  readonly message: readonly string[];
  readonly code?: string;
}

const swap =
  (from: string, to: string) =>
  (text: string): string =>
    text.replace(from, to);

const rows: readonly Row[] = [
  {
    flaw: 'a misspelt x- keyword',
    file: 'openapi.yaml',
    edit: swap('x-characters', 'x-charcters'),
    message: ['components.schemas.Update', "'x-charcters'", "did you mean 'x-characters'?"],
  },
  {
    flaw: 'a misspelt keyword of JSON Schema',
    file: 'openapi.yaml',
    edit: swap('maxLength', 'maxLenght'),
    message: ["did you mean 'maxLength'?"],
  },
  {
    flaw: 'an unknown format',
    file: 'openapi.yaml',
    edit: swap("x-characters: 'a-z0-9-'", 'format: ipv5'),
    message: ['components.schemas.Update', 'ipv4', 'ipv5'],
  },
  {
    flaw: 'a keyword of the wrong type',
    file: 'openapi.yaml',
    edit: swap('minLength: 1', "minLength: '1'"),
    message: ['/properties/name/minLength', 'must be integer', 'not "1"'],
  },
  {
    flaw: 'an unknown $ref',
    file: 'openapi.yaml',
    edit: swap("'#/components/schemas/Update'", "'#/components/schemas/Updaet'"),
    message: ['requestBody', '#/components/schemas/Updaet does not exist'],
  },
  {
    flaw: 'a $ref to another file',
    file: 'openapi.yaml',
    edit: swap("'#/components/schemas/Update'", "'other.yaml#/Update'"),
    message: ['requestBody', 'must match pattern'],
  },
  {
    flaw: 'a circular $ref',
    file: 'openapi.yaml',
    edit: swap(
      "{ type: integer, minimum: 576, maximum: 9000, x-source: 'Table 2, mtu', x-state: /mtu }",
      "{ $ref: '#/components/schemas/Update' }",
    ),
    message: ['requestBody', 'circular $ref #/components/schemas/Update'],
  },
  {
    flaw: 'no x-contract',
    file: 'openapi.yaml',
    edit: swap('x-contract:', 'x-contrat:'),
    message: ["unknown key 'x-contrat'", "did you mean 'x-contract'?"],
    code: 'file-invalid',
  },
  {
    flaw: 'an x-contract without a vendor',
    file: 'openapi.yaml',
    edit: swap('vendor: acme', 'seller: acme'),
    message: ["unknown key 'seller' at /x-contract"],
    code: 'file-invalid',
  },
  {
    flaw: 'an x-contract without a driver name',
    file: 'openapi.yaml',
    edit: swap('{ name: json }', '{ kind: json }'),
    message: ["at /x-contract/driver: must have required property 'name'"],
    code: 'file-invalid',
  },
  {
    flaw: 'no update operation',
    file: 'openapi.yaml',
    edit: swap('x-role: update', 'x-role: upsert'),
    message: ['/put/x-role', '(update, read-back)', 'not "upsert"'],
    code: 'file-invalid',
  },
  {
    flaw: 'no operationId',
    file: 'openapi.yaml',
    edit: swap('operationId: updateLink', 'summary: x'),
    message: ['/paths/~1v1~1links~1{link_id}/put', 'operationId'],
    code: 'file-invalid',
  },
  {
    flaw: 'a parameter in a cookie',
    file: 'openapi.yaml',
    edit: swap('in: path', 'in: cookie'),
    message: ['/parameters/0/in', '(path, query, header)', 'not "cookie"'],
    code: 'file-invalid',
  },
  {
    flaw: 'a parameter and a body member of one name',
    file: 'openapi.yaml',
    edit: swap('name: link_id', 'name: mtu'),
    message: ['two members are named mtu'],
  },
  {
    flaw: 'no success answer',
    file: 'openapi.yaml',
    edit: swap("'200':", "'302':"),
    message: ['PUT /v1/links/{link_id}', 'response 302 is not read'],
  },
  {
    flaw: 'a misspelt key of x-contract',
    file: 'openapi.yaml',
    edit: swap('errorCode:', 'throtling: [X]\n  errorCode:'),
    message: ["'throtling'", "did you mean 'throttling'?"],
    code: 'file-invalid',
  },
  {
    flaw: 'a misspelt role',
    file: 'openapi.yaml',
    edit: swap('x-role: read-back', 'x-role: readback'),
    message: ['/get/x-role', 'not "readback"'],
    code: 'file-invalid',
  },
  {
    flaw: 'two operations of one role',
    file: 'openapi.yaml',
    edit: swap('x-role: read-back', 'x-role: update'),
    message: ['GET /v1/links/{link_id}', 'one operation of each role'],
  },
  {
    flaw: 'two forms of refusals',
    file: 'openapi.yaml',
    edit: swap(
      '        default:',
      "        '4XX': { description: No, content: { text/plain: { schema: { type: string } } } }\n        default:",
    ),
    message: ['4XX and default', 'one form of refusals'],
  },
  {
    flaw: 'two statuses of success',
    file: 'openapi.yaml',
    edit: swap("'200':", "'202': { description: Later }\n        '200':"),
    message: ['one status of success'],
  },
  {
    flaw: 'a reference to a response that is not there',
    file: 'openapi.yaml',
    edit: swap('        default:', "        '404': { $ref: '#/components/responses/Gone' }\n        default:"),
    message: ['#/components/responses/Gone does not exist'],
  },
  {
    flaw: 'a keyword of OpenAPI that is not read',
    file: 'openapi.yaml',
    edit: swap('      operationId: updateLink', '      callbacks: {}\n      operationId: updateLink'),
    message: ["unknown key 'callbacks'"],
    code: 'file-invalid',
  },
  {
    flaw: 'a YAML syntax error',
    file: 'openapi.yaml',
    edit: swap('paths:', 'paths: ['),
    message: ['is not YAML', 'line'],
    code: 'file-malformed',
  },
  {
    flaw: 'a YAML key that stands twice',
    file: 'clauses.yaml',
    edit: swap('traits:', 'errors: []\ntraits:'),
    message: ['is not YAML', 'unique'],
    code: 'file-malformed',
  },
  {
    flaw: 'a document that is no object',
    file: 'openapi.yaml',
    edit: () => '- 1\n',
    message: ['at the top: must be object'],
    code: 'file-invalid',
  },
  {
    flaw: 'no openapi.yaml',
    file: 'openapi.yaml',
    edit: () => undefined,
    message: ['cannot read', 'ENOENT'],
    code: 'file-unreadable',
  },
  {
    flaw: 'no clauses.yaml',
    file: 'clauses.yaml',
    edit: () => undefined,
    message: ['cannot read', 'ENOENT'],
    code: 'file-unreadable',
  },
  {
    flaw: 'no fixtures.yaml',
    file: 'fixtures.yaml',
    edit: () => undefined,
    message: ['cannot read', 'ENOENT'],
    code: 'file-unreadable',
  },
  {
    flaw: 'a misspelt key of the clause file',
    file: 'clauses.yaml',
    edit: swap('behaviours:', 'behaviors:'),
    message: ["unknown key 'behaviors'", "did you mean 'behaviours'?"],
    code: 'file-invalid',
  },
  {
    flaw: 'a misspelt key of an error',
    file: 'clauses.yaml',
    edit: swap('provoke: { trait: locked }', 'provokes: { trait: locked }'),
    message: ['/errors/2', "did you mean 'provoke'?"],
    code: 'file-invalid',
  },
  {
    flaw: 'no default answer',
    file: 'clauses.yaml',
    edit: swap('defaults:\n  rejects: { status: 400, code: [Invalid] }\n', ''),
    message: ['at the top', 'defaults'],
    code: 'file-invalid',
  },
  {
    flaw: 'a clause id that stands twice',
    file: 'clauses.yaml',
    edit: (text) => `${text}  - name: rename\n    source: Example 2\n    request: { name: core }\n`,
    message: ['acme.update-link/examples/rename', 'twice'],
  },
  {
    flaw: 'an annotation of no clause',
    file: 'clauses.yaml',
    edit: swap('- at: /name#length', '- at: /name#lenght'),
    message: ['annotations', "'/name#lenght' names no clause", "did you mean '/name#length'?"],
  },
  {
    flaw: 'a misspelt key of an erratum',
    file: 'errata.yaml',
    edit: () =>
      'errata:\n  - { id: a, kind: gap, source: x, problem: the table says nothing, reading: nothing is asserted, resoluton: strict }\n',
    message: ['/errata/0', "did you mean 'resolution'?"],
    code: 'file-invalid',
  },
  {
    flaw: 'an unknown resolution of an erratum',
    file: 'errata.yaml',
    edit: () =>
      'errata:\n  - { id: a, kind: gap, source: x, problem: the table says nothing, reading: nothing is asserted, resolution: maybe }\n',
    message: ['/errata/0/resolution', 'undetermined', 'maybe'],
    code: 'file-invalid',
  },
  {
    flaw: 'a fixture without an id',
    file: 'fixtures.yaml',
    edit: swap('- id: plain\n    traits', '- traits'),
    message: ['/fixtures/0', "required property 'id'"],
    code: 'file-invalid',
  },
];

test.each(rows)(
  '$flaw gives one ConfigurationError that names file, place and remedy',
  ({ file, edit, message, code = 'contract-invalid' }) => {
    withBrokenContract(file, edit, (folder) => {
      let caught: unknown;
      try {
        loadContract(folder);
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(ConfigurationError);
      if (!(caught instanceof ConfigurationError)) return;
      expect(caught.code).toBe(code);
      expect(caught.message).toContain(
        message.some((part) => part.includes('twice')) ? folder : path.join(folder, file),
      );
      for (const part of message) expect(caught.message).toContain(part);
      expect(caught.message.split('\n')).toHaveLength(1);
    });
  },
);

test('errata are optional', () => {
  withBrokenContract(
    'errata.yaml',
    () => undefined,
    (folder) => expect(loadContract(folder).errata).toEqual([]),
  );
});

const lintRows: readonly Omit<Row, 'code'>[] = [
  {
    flaw: 'a trait that is used and not declared',
    file: 'fixtures.yaml',
    edit: swap('traits: [plain]', 'traits: [plain, tall]'),
    message: ['trait tall is used but not declared under traits'],
  },
  {
    flaw: 'a trait of a condition that no fixture has',
    file: 'openapi.yaml',
    edit: swap('x-state: /mtu }', 'x-state: /mtu, x-applies-when: { trait: tall } }'),
    message: ['no fixture has the trait tall'],
  },
  {
    flaw: 'a node without a source',
    file: 'openapi.yaml',
    edit: swap(", x-source: 'Table 2, mtu'", ''),
    message: ['/mtu: no x-source'],
  },
  {
    flaw: 'an answer without a source',
    file: 'openapi.yaml',
    edit: swap("          x-source: 'Response, 200'\n", ''),
    message: ['clause /200#type: its source is the whole document'],
  },
  {
    flaw: 'a clause whose source is the title of the document',
    file: 'clauses.yaml',
    edit: swap('source: Description', "source: 'Acme Cloud, Links: UpdateLink'"),
    message: ['clause /settles: its source is the whole document'],
  },
  {
    flaw: 'a clause that is implied and cites the document',
    file: 'clauses.yaml',
    edit: swap('source: Description', 'source: Description\n    basis: implied'),
    message: ["clause /settles: its basis is implied, so its source must begin with 'no sentence: '"],
  },
  {
    flaw: 'a clause that is stated although its source says that no sentence states it',
    file: 'clauses.yaml',
    edit: swap('source: Description', "source: 'no sentence: updates take time'\n    basis: stated"),
    message: ['clause /settles: its basis is stated, but its source says that no sentence states it'],
  },
  {
    flaw: 'a clause that is known and names no client',
    file: 'openapi.yaml',
    edit: swap("x-source: 'Table 2, mtu'", "x-source: 'Table 2, mtu', x-basis: known"),
    message: [
      "clause /mtu#range: its basis is known, so its source must name the client ('SDK: …'); it is 'Table 2, mtu'",
    ],
  },
  {
    flaw: 'a stated clause whose source names a client beside the document',
    file: 'openapi.yaml',
    edit: swap("x-source: 'Table 2, mtu'", "x-source: 'Table 2, mtu; SDK: LinkClient'"),
    message: ["clause /mtu#range: its source names a client ('Table 2, mtu; SDK: LinkClient'); give the basis"],
  },
  {
    flaw: 'a node without a type',
    file: 'openapi.yaml',
    edit: swap('mtu: { type: integer, minimum', 'mtu: { minimum'),
    message: ['/mtu: no type'],
  },
  {
    flaw: 'an erratum that names no clause',
    file: 'errata.yaml',
    edit: () =>
      "errata:\n  - { id: a, kind: gap, source: x, problem: the table says nothing, reading: nothing is asserted, resolution: undetermined, at: ['/nome#length'] }\n",
    message: ['erratum a: /nome#length names no clause'],
  },
  {
    flaw: 'a reading of no node',
    file: 'errata.yaml',
    edit: () =>
      'errata:\n  - { id: a, kind: gap, source: x, problem: the table says nothing, reading: nothing is asserted, resolution: either, readings: [{ name: b, patches: [{ at: /nome, set: { maxLength: 9 } }] }] }\n',
    message: ['erratum a: reading patches /nome, which is no node'],
  },
  {
    flaw: 'a behaviour that neither checks nor is excluded',
    file: 'clauses.yaml',
    edit: swap('    settles: { state: /state, while: [busy], until: [ready] }\n', ''),
    message: ['behaviour /settles: neither a check nor excluded'],
  },
  {
    flaw: 'a violated clause without the code',
    file: 'clauses.yaml',
    edit: swap('rejects: { status: 400, code: [InvalidName] }', 'rejects: { status: 400, code: [Bad] }'),
    message: ['the rejects of /name#length lack the code InvalidName'],
  },
  {
    flaw: 'a provoking clause that is not there',
    file: 'clauses.yaml',
    edit: swap("violates: ['/name#length']", "violates: ['/nome#length']"),
    message: ['/nome#length names no clause'],
  },
  {
    flaw: 'a state that breaks the answer',
    file: 'fixtures.yaml',
    edit: swap('mode: fast', 'mode: slow'),
    message: ['fixture plain: state/mode breaks /200/mode#enum'],
  },
  {
    flaw: 'a fixture without a value that requests need',
    file: 'fixtures.yaml',
    edit: swap('values: { link_id: link-1 }', 'values: {}'),
    message: ['fixture plain: no value for link_id'],
  },
  {
    flaw: 'an example that breaks the contract',
    file: 'clauses.yaml',
    edit: swap('request: { name: edge }', 'request: { name: Edge }'),
    message: ['example rename: /name breaks /name#characters'],
  },
  {
    flaw: 'a printed answer that breaks the contract',
    file: 'openapi.yaml',
    edit: swap('mtu: 1500, mode: fast, state: ready', 'mtu: 1, mode: fast, state: ready'),
    message: ['response example documented: /mtu breaks /200/mtu#range'],
  },
  {
    flaw: 'a pattern from which nothing can be made',
    file: 'openapi.yaml',
    edit: swap("x-characters: 'a-z0-9-'", "pattern: '^(?!-)[a-z0-9-]+'"),
    message: ['/name: pattern has (?!', 'x-forbidden-prefixes'],
  },
  {
    flaw: 'a sample value that breaks the contract',
    file: 'openapi.yaml',
    edit: swap("x-source: 'Table 2, mtu'", "x-source: 'Table 2, mtu', examples: [1]"),
    message: ['sample value of /mtu breaks /mtu#range'],
  },
];

test.each(lintRows)('$flaw is reported by lintContract', ({ file, edit, message }) => {
  const problems = withBrokenContract(file, edit, (folder) => lintContract(loadContract(folder)));
  for (const part of message) expect(problems.join('\n')).toContain(part);
});

test('the toy contract has no problems', () => {
  expect(lintContract(loadContract(toy))).toEqual([]);
});

const parameter =
  "        - name: link_id\n          in: path\n          required: true\n          schema: { type: string, x-source: 'Table 1, link_id', x-fixture: true, x-state: false }\n";
const refusal =
  "        default:\n          x-source: Errors\n          description: Refused.\n          content:\n            application/json:\n              schema: { $ref: '#/components/schemas/Error' }\n";

test.each<[string, (text: string) => string]>([
  [
    'parameters of the path',
    (text) =>
      text
        .replace(`      parameters:\n${parameter}`, '')
        .replace('    put:\n', `    parameters:\n${parameter.replaceAll(/^ {2}/gm, '')}    put:\n`),
  ],
  [
    'a reference to a parameter',
    (text) =>
      text
        .replace(parameter, "        - $ref: '#/components/parameters/Id'\n")
        .replace(
          'components:\n',
          `components:\n  parameters:\n    Id:\n${parameter.replace('- name', '  name').replaceAll(/^ {4}/gm, '')}`,
        ),
  ],
  [
    'a reference to a response',
    (text) =>
      text
        .replace(refusal, "        default: { $ref: '#/components/responses/Refused' }\n")
        .replace(
          'components:\n',
          `components:\n  responses:\n${refusal.replace('default', 'Refused').replaceAll(/^ {4}/gm, '')}`,
        ),
  ],
  ['refusals under 4XX', (text) => text.replace(refusal, refusal.replace('default', "'4XX'"))],
  [
    'refusals under several statuses',
    (text) => text.replace(refusal, `${refusal.replace('default', "'400'")}${refusal.replace('default', "'404'")}`),
  ],
])('%s make the same contract as the form that is read', (_, edit) => {
  const plain = loadContract(toy);
  expect(plain.clauses.length).toBeGreaterThan(20);
  expect(withBrokenContract('openapi.yaml', edit, loadContract)).toEqual(plain);
});

test('a catalogue of other contracts is linted, so that no typo takes a clause away in silence', () => {
  const edit = swap("x-characters: 'a-z0-9-', x-source: 'Table 2, name'", "x-characters: 'a-z0-9-'");
  const folder = mkdtempSync(path.join(tmpdir(), 'specs-'));
  try {
    expect(() => loadCatalogue(changedSpecs(folder, 'openapi.yaml', edit))).toThrow(
      /update-link: \/name: no x-source.*; see docs\/contract-format\.md/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a folder without contracts, and one that is not there, are configuration errors', () => {
  expect(() => loadCatalogue(path.join(packageRoot, 'specs/schemas'))).toThrow(ConfigurationError);
  expect(() => loadCatalogue(path.join(packageRoot, 'no-such-folder'))).toThrow(
    /does not exist; --specs takes a folder/,
  );
  expect(loadCatalogue(path.join(packageRoot, 'test/contracts')).map(({ id }) => id)).toEqual(['acme.update-link']);
});
