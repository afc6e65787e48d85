import { expect, test } from 'vitest';
import { bracketWords } from '../../contract/load/bracket-words.js';
import { loadCatalogue, loadOperation } from '../../contract/load/catalogue.js';
import { conditionWords } from '../../contract/load/condition-words.js';
import type { Condition } from '../../contract/schema.js';

test.each([
  ['A-Za-z0-9_.-', 'letters, digits, _ . -'],
  [String.raw`A-Za-z0-9._\-`, 'letters, digits, . _ -'],
  [String.raw`^&<>\[\]\\\s`, String.raw`white space, & < > [ ] \ `.trim()],
  [String.raw`\p{L}\p{M}`, 'letters of any script, marks'],
  ['a-c', 'a to c'],
  [String.raw`\x41`, 'A'],
])('the characters %s are told as: %s', (body, words) => {
  expect(bracketWords(body)).toBe(words);
});

const traits = { policy: 'a connection in policy mode', gm: 'a gateway of the flavor GM' };

test.each<readonly [Condition, string]>([
  [{ trait: 'policy' }, 'on a connection in policy mode'],
  [{ not: { trait: 'gm' } }, 'except on a gateway of the flavor GM'],
  [
    { all: [{ trait: 'policy' }, { not: { trait: 'gm' } }] },
    'on a connection in policy mode, but not on a gateway of the flavor GM',
  ],
  [
    { any: [{ trait: 'policy' }, { member: '/link/style', in: ['BGP', 'STATIC'] }] },
    'on a connection in policy mode or where style is BGP or STATIC',
  ],
])('the condition %j is told in words', (condition, words) => {
  expect(conditionWords(condition, traits)).toBe(words);
});

const clauses = loadCatalogue().flatMap((contract) =>
  contract.clauses.map((clause) => ({ ...clause, names: Object.keys(contract.traits) })),
);

test('no derived statement names a trait by its internal name, or has an expression for machines in it', () => {
  const derived = clauses.filter(({ facet, statement }) => facet !== undefined && !/"\^|\[\{/.test(statement));
  const machine = derived.filter(({ statement }) =>
    /resources that are|\\p\{|\\s|\[\^|\(\?|A-Za-z|matches \^/.test(statement),
  );
  expect(machine.map(({ id, statement }) => `${id}: ${statement}`)).toEqual([]);
});

test('lists and their entries are worded apart: no two clauses of one operation on one side say the same of the same member', () => {
  const items = clauses.filter(({ pointer, facet }) => pointer?.endsWith('/items') === true && facet !== undefined);
  expect(items.length).toBeGreaterThan(10);
  expect(items.filter(({ statement }) => !/^(?:whether )?each entry of /.test(statement)).map(({ id }) => id)).toEqual(
    [],
  );
});

test('what an erratum leaves open is told with the rule, and what it leaves open altogether is no claim', () => {
  const huawei = loadOperation('huawei.update-vpn-connection');
  const statementOf = (local: string): string | undefined =>
    huawei.clauses.find((clause) => clause.local === local)?.statement;
  expect(statementOf('/vpn_connection/name#characters')).toMatch(
    /^name may have: letters, digits, _ \. - \(erratum name-letters: ASCII letters .*\)$/,
  );
  expect(statementOf('/vpn_connection/psk#characters')).toMatch(/^whether psk has only: .* is not said$/);
});

test('every statement speaks to a stranger: an answer is called one, no word is empty, nothing is read as "either", and nothing names a file of the authors', () => {
  const odd = clauses.filter(({ statement, source }) =>
    /^(?:\d+|error) |either answer conforms|conform;|\bis\s{2,}|\bis ,|vendor-wire/i.test(`${statement} ${source}`),
  );
  expect(odd.map(({ id, statement }) => `${id}: ${statement}`)).toEqual([]);
});

test('the meaning of a trait speaks of the resource, not of the kit', () => {
  const own = loadCatalogue().flatMap(({ id, traits: all }) =>
    Object.entries(all).flatMap(([name, meaning]) => (/\bkit\b/.test(meaning) ? [`${id} ${name}`] : [])),
  );
  expect(own).toEqual([]);
});

test.each([
  [
    'huawei.update-vpn-connection/200/vpn_connection/ikepolicy/peer_id#condition',
    'peer_id is returned, but neither on a VPN gateway of the flavor GM nor where',
  ],
  ['alibaba.update-enhanced-vpn-gateway/200#type', 'the answer to an accepted update is of JSON type object'],
  ['alibaba.update-enhanced-vpn-gateway/error#type', 'the answer to a refused update is of JSON type object'],
  [
    'alibaba.update-enhanced-vpn-gateway/exchange/success-status',
    'a valid update is accepted (with any status 2xx: the document prints none)',
  ],
])('%s is told in words', (id, words) => {
  expect(clauses.find((clause) => clause.id === id)?.statement).toContain(words);
});
