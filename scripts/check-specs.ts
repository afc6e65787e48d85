/**
 * Checks contract folders: `npm run specs [-- vendor.operation …]`. Prints clause counts; exit code 1 when something is
 * wrong.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'yaml';
import { ownSpecs } from '../contract/load/catalogue.js';
import { lintContract } from '../contract/load/lint-contract.js';
import { loadContract } from '../contract/load/load-contract.js';

const asked = process.argv.slice(2);
const all = [
  'alibaba.modify-vpn-attachment-attribute',
  'alibaba.update-enhanced-vpn-gateway',
  'baidu.update-vpn-conn',
  'huawei.update-vpn-connection',
  'otc.update-vpn-connection',
];

for (const id of asked.length > 0 ? asked : all) {
  const folder = path.join(ownSpecs, ...id.split('.'));
  try {
    const openapi = await new Validator().validate(parse(readFileSync(path.join(folder, 'openapi.yaml'), 'utf8')));
    const contract = loadContract(folder);
    const problems = [
      ...(openapi.valid ? [] : [`openapi.yaml is not OpenAPI 3.1: ${JSON.stringify(openapi.errors)}`]),
      ...lintContract(contract),
    ];
    for (const problem of problems) console.log(`${id}: ${problem}`);
    const count = (kind: string): number => contract.clauses.filter((clause) => clause.kind === kind).length;
    const kinds = ['value', 'presence', 'condition', 'information', 'behaviour', 'error', 'example', 'exchange'];
    console.log(
      `${id}: ${contract.clauses.length} clauses (${kinds.map((kind) => `${kind} ${count(kind)}`).join(', ')}), ${contract.clauses.filter(({ excluded }) => excluded !== undefined).length} excluded, ${contract.errata.length} errata, ${contract.fixtures.length} fixtures`,
    );
    if (problems.length > 0) process.exitCode = 1;
  } catch (error) {
    console.log(`${id}: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
