import { expect, test } from 'vitest';
import type { Clause } from '../../../contract/contract.js';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { loadContract } from '../../../contract/load/load-contract.js';
import { toyContract } from '../../targets/toy-contract.js';
import { type ContractFile, withBrokenContract } from '../broken-contract.js';

interface Row {
  readonly what: string;
  readonly file: ContractFile;
  readonly replace: readonly [string, string];
  readonly local: string;
  readonly basis: Clause['basis'];
}

const mtu = "x-source: 'Table 2, mtu'";
const settles = 'source: Description';
const error = 'source: Errors, provoke: { trait: locked }';

const rows: readonly Row[] = [
  {
    what: 'a node that cites the document is stated',
    file: 'openapi.yaml',
    replace: [mtu, "x-source: 'Table 5'"],
    local: '/mtu#range',
    basis: 'stated',
  },
  {
    what: 'a node that cites a client is known',
    file: 'openapi.yaml',
    replace: [mtu, "x-source: 'SDK: mtu'"],
    local: '/mtu#range',
    basis: 'known',
  },
  {
    what: 'so is its effect',
    file: 'openapi.yaml',
    replace: [mtu, "x-source: 'SDK: mtu'"],
    local: '/mtu#effect',
    basis: 'known',
  },
  {
    what: 'a node says what it rests on',
    file: 'openapi.yaml',
    replace: [mtu, `${mtu}, x-basis: shown`],
    local: '/mtu#range',
    basis: 'shown',
  },
  {
    what: 'and says it for those below it',
    file: 'openapi.yaml',
    replace: ['    Link:\n      type: object\n', '    Link:\n      type: object\n      x-basis: shown\n'],
    local: '/200/mtu#range',
    basis: 'shown',
  },
  {
    what: 'but for one below that cites a client',
    file: 'openapi.yaml',
    replace: ["x-source: 'Table 3, mtu'", "x-source: 'SDK: mtu'"],
    local: '/200/mtu#range',
    basis: 'known',
  },
  {
    what: 'a behaviour is stated',
    file: 'clauses.yaml',
    replace: [settles, 'source: Overview'],
    local: '/settles',
    basis: 'stated',
  },
  {
    what: 'a behaviour that cites a client is known',
    file: 'clauses.yaml',
    replace: [settles, "source: 'SDK: states'"],
    local: '/settles',
    basis: 'known',
  },
  {
    what: 'a behaviour that no sentence states is implied',
    file: 'clauses.yaml',
    replace: [settles, "source: 'no sentence: nothing is done at once'"],
    local: '/settles',
    basis: 'implied',
  },
  {
    what: 'a behaviour says what it rests on',
    file: 'clauses.yaml',
    replace: [settles, `${settles}\n    basis: shown`],
    local: '/settles',
    basis: 'shown',
  },
  {
    what: 'so does an error',
    file: 'clauses.yaml',
    replace: [error, `basis: shown, ${error}`],
    local: '/errors/409/Locked',
    basis: 'shown',
  },
  {
    what: 'and an example',
    file: 'clauses.yaml',
    replace: ['source: Example 1', 'source: Example 1\n    basis: shown'],
    local: '/examples/rename',
    basis: 'shown',
  },
  {
    what: 'an annotation says it of a clause that is derived',
    file: 'clauses.yaml',
    replace: ['- at: /name#length', "- { at: '/mtu#*', basis: shown }\n  - at: /name#length"],
    local: '/mtu#range',
    basis: 'shown',
  },
  {
    what: 'an annotation with a source of its own makes stated what is implied otherwise',
    file: 'clauses.yaml',
    replace: ['- at: /name#length', '- { at: /exchange/left-out-stays, source: Description }\n  - at: /name#length'],
    local: '/exchange/left-out-stays',
    basis: 'stated',
  },
];

test.each(rows)('$what', ({ file, replace: [before, after], local, basis }) => {
  const contract = withBrokenContract(file, (text) => text.replace(before, after), loadContract);
  expect(contract.clauses.find((clause) => clause.local === local)?.basis).toBe(basis);
});

test('what no document has to say is implied, and its source says why it is expected', () => {
  const exchange = toyContract().clauses.filter(
    ({ kind, local }) => kind === 'exchange' && !/success|envelope/.test(local),
  );
  expect(exchange.map(({ local, basis }) => [local, basis])).toEqual(exchange.map(({ local }) => [local, 'implied']));
  for (const { source } of exchange) expect(source).toMatch(/^no sentence: .{15,}/);
});

test('no reading excuses a server error, a refused update that is done, a secret that is shown, one that is lost, or one of another resource', () => {
  const inexcusable = toyContract().clauses.filter((clause) => clause.inexcusable === true);
  expect(new Set(inexcusable.map(({ kind, local }) => (kind === 'effect' ? 'effects' : local)))).toEqual(
    new Set([
      'effects',
      '/exchange/no-server-error',
      '/exchange/refusal-without-effect',
      '/exchange/others-stay',
      '/exchange/sequences',
    ]),
  );
});

test.each(loadCatalogue().map((contract) => [contract.id, contract] as const))(
  'what is stated in %s cites a place of its document',
  (_, { clauses, document }) => {
    const wide = clauses.filter(
      ({ basis, source }) => basis === 'stated' && (document.startsWith(source) || /SDK|no sentence/.test(source)),
    );
    expect(wide.map(({ id }) => id)).toEqual([]);
  },
);
