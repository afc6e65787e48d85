/** Writes generated/ (types and Pact files) from the contracts and schemas; with --check, fails when a file is stale. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { loadCatalogue } from '../contract/load/catalogue.js';
import { pactText } from '../pact/write/pact-file.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'generated');
const banner = '// Written by `npm run generate`. Do not edit.\n';

async function fromSchema(file: string): Promise<string> {
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  return compile(schema, schema.title, {
    bannerComment: banner,
    additionalProperties: false,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    cwd: path.dirname(file),
    style: { singleQuote: true },
  });
}

async function fromContract(file: string): Promise<string> {
  const document = parse(readFileSync(file, 'utf8'));
  const ast = await openapiTS(document, { alphabetize: false, immutable: true });
  return `${banner}\n${astToString(ast)}${namedTypes(document)}`;
}

interface Operation {
  readonly operationId: string;
  readonly 'x-role'?: string;
  readonly parameters?: readonly { readonly in: string }[];
  readonly requestBody?: { readonly content: object };
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

function firstKey(value: object): string {
  return Object.keys(value)[0] ?? '';
}

/**
 * Names for what implementers and clients need: the parts of the update request, its answers, and the resource as read
 * back.
 */
function namedTypes({
  paths,
}: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}): string {
  const named = Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap((operation): readonly string[] => {
      const at = `operations[${JSON.stringify(operation.operationId)}]`;
      const content = (part: string, { content: body }: { readonly content?: object }): string =>
        body === undefined ? 'undefined' : `NonNullable<${at}${part}>["content"][${JSON.stringify(firstKey(body))}]`;
      const status = Object.keys(operation.responses).find((name) => name.startsWith('2'));
      const success = status === undefined ? undefined : operation.responses[status];
      const answer = success === undefined ? 'undefined' : content(`["responses"][${status}]`, success);
      if (operation['x-role'] === 'read-back')
        return [`/** The resource as the read-back shows it. */\nexport type ReadBack = ${answer};`];
      if (operation['x-role'] !== 'update') return [];
      const refusal = operation.responses['default'];
      const inQuery = operation.parameters?.some((parameter) => parameter.in === 'query');
      const inPath = operation.parameters?.some((parameter) => parameter.in === 'path');
      return [
        ...(inPath === true
          ? [`/** Path parameters of the update. */\nexport type PathParameters = ${at}["parameters"]["path"];`]
          : []),
        ...(inQuery === true
          ? [
              `/** Query parameters of the update. */\nexport type QueryParameters = NonNullable<${at}["parameters"]["query"]>;`,
            ]
          : []),
        ...(operation.requestBody === undefined
          ? []
          : [
              `/** Body of the update. */\nexport type RequestBody = ${content('["requestBody"]', operation.requestBody)};`,
            ]),
        `/** Body of the answer to an accepted update. */\nexport type Answer = ${answer};`,
        ...(refusal === undefined
          ? []
          : [
              `/** Body of the answer to a refused update. */\nexport type Refusal = ${content('["responses"]["default"]', refusal)};`,
            ]),
      ];
    }),
  );
  return `\n${named.join('\n\n')}\n`;
}

const wanted = new Map<string, string>();
const schemaFolders = ['specs/schemas', 'reports', 'targets'];
for (const folder of schemaFolders) {
  for (const name of existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)).sort() : []) {
    if (!name.endsWith('.schema.json')) continue;
    wanted.set(`${path.basename(name, '.schema.json')}.ts`, await fromSchema(path.join(root, folder, name)));
  }
}
const specs = path.join(root, 'specs');
for (const vendor of readdirSync(specs, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  for (const operation of readdirSync(path.join(specs, vendor.name))) {
    const file = path.join(specs, vendor.name, operation, 'openapi.yaml');
    if (existsSync(file)) wanted.set(`contracts/${vendor.name}.${operation}.ts`, await fromContract(file));
  }
}
for (const contract of loadCatalogue()) wanted.set(`pacts/${contract.id}.json`, pactText(contract));

const have = existsSync(out)
  ? readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:ts|json)$/.test(name))
  : [];
const stale = [...wanted]
  .filter(([name, text]) => !have.includes(name) || readFileSync(path.join(out, name), 'utf8') !== text)
  .map(([name]) => name);
const extra = have.filter((name) => !wanted.has(name));

if (process.argv.includes('--check')) {
  for (const name of [...stale, ...extra]) console.error(`stale: generated/${name}; run npm run generate`);
  process.exitCode = stale.length + extra.length > 0 ? 1 : 0;
} else {
  for (const name of extra) rmSync(path.join(out, name));
  for (const name of stale) {
    mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
    writeFileSync(path.join(out, name), wanted.get(name) ?? '');
  }
  console.log(`generated/: ${wanted.size} files, ${stale.length} written, ${extra.length} removed`);
}
