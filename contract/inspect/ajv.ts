import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import { allMatch, bracketExpression } from './bracket.js';
import { parseAsn } from './formats/asn.js';
import { formats } from './formats/index.js';
import { blockRange, contains, overlaps, parseBlock, parseBlocks } from './formats/ipv4.js';

/** The number that a string writes, in asplain, asdot or plain decimal. */
function writtenNumber(text: string): number | undefined {
  return parseAsn(text) ?? (formats['integer-text'](text) ? Number(text) : undefined);
}

/** Whether every block in `text` passes; strings that hold no blocks are the format's business and pass. */
function everyBlock(text: string, test: (block: { base: number; prefix: number }) => boolean): boolean {
  return parseBlocks(text)?.every(test) ?? true;
}

const blockLists = new WeakMap<readonly string[], readonly { base: number; prefix: number }[]>();

/** The blocks that a keyword names; a schema's list is read once. */
function blocksOf(texts: readonly string[]): readonly { base: number; prefix: number }[] {
  const known = blockLists.get(texts) ?? texts.flatMap((text) => parseBlocks(text) ?? []);
  blockLists.set(texts, known);
  return known;
}

function define<Parameter>(ajv: Ajv2020, keyword: string, test: (parameter: Parameter, text: string) => boolean): void {
  ajv.addKeyword({ keyword, type: 'string', validate: test });
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: true, unicodeRegExp: true });
  for (const [name, test] of Object.entries(formats)) ajv.addFormat(name, test);
  define(ajv, 'x-characters', (body: string, text) => allMatch(text, body));
  define(
    ajv,
    'x-first-character',
    (body: string, text) => text === '' || bracketExpression(body).test([...text][0] ?? ''),
  );
  define(
    ajv,
    'x-forbidden-prefixes',
    (prefixes: readonly string[], text) => !prefixes.some((prefix) => text.startsWith(prefix)),
  );
  define(
    ajv,
    'x-character-classes',
    ({ minimum, classes }: { minimum: number; classes: readonly string[] }, text) =>
      classes.filter((body) => [...text].some((character) => bracketExpression(body).test(character))).length >=
      minimum,
  );
  define(ajv, 'x-minimum', (minimum: number, text) => (writtenNumber(text) ?? minimum) >= minimum);
  define(ajv, 'x-maximum', (maximum: number, text) => (writtenNumber(text) ?? maximum) <= maximum);
  define(ajv, 'x-within', (blocks: readonly string[], text) =>
    everyBlock(text, (inner) => blocksOf(blocks).some((outer) => contains(outer, inner))),
  );
  define(ajv, 'x-outside', (blocks: readonly string[], text) =>
    everyBlock(text, (block) => !blocksOf(blocks).some((reserved) => overlaps(reserved, block))),
  );
  define(ajv, 'x-not-inside', (blocks: readonly string[], text) =>
    everyBlock(text, (block) => !blocksOf(blocks).some((reserved) => contains(reserved, block))),
  );
  define(ajv, 'x-prefix-length', (prefix: number, text) =>
    text.split(',').every((part) => (parseBlock(part)?.prefix ?? prefix) === prefix),
  );
  define(ajv, 'x-host-address', (_: true, text) =>
    everyBlock(
      text,
      (block) =>
        block.prefix >= 31 || (block.base !== blockRange(block).first && block.base !== blockRange(block).last),
    ),
  );
  define(ajv, 'x-network-address', (_: true, text) =>
    everyBlock(text, (block) => block.base === blockRange(block).first),
  );
  ajv.removeKeyword('contentSchema');
  ajv.addKeyword({
    keyword: 'contentSchema',
    type: 'string',
    compile: (schema: AnySchema) => {
      const inner = ajv.compile(schema);
      return (text: string) => {
        try {
          return inner(JSON.parse(text));
        } catch {
          return false;
        }
      };
    },
  });
  return ajv;
}

const ajv = createAjv();
const cache = new Map<string, ValidateFunction>();

/**
 * A validator for a contract schema: JSON Schema 2020-12 plus the keywords and formats of the vocabulary
 * (`x-when`, `x-returned-when` and relations depend on more than the value and are not its business).
 */
export function validator(schema: object): ValidateFunction {
  const key = JSON.stringify(schema);
  let validate = cache.get(key);
  if (validate === undefined) {
    validate = ajv.compile(schema);
    cache.set(key, validate);
  }
  return validate;
}
