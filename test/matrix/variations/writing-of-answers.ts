import { isObject } from '../../../contract/pointer.js';
import type { ReferenceAnswer } from '../../../targets/reference/reference-answer.js';
import { inBodies, type Variation, whereRefused } from '../variation.js';

/** Every object of a body, altered from the inside out. */
function everywhere(
  value: unknown,
  alter: (object: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): unknown {
  if (Array.isArray(value)) return value.map((entry) => everywhere(entry, alter));
  if (!isObject(value)) return value;
  return alter(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, everywhere(member, alter)])));
}

function escaped(text: string): string {
  return text.replaceAll(
    /[^\n\r\t -~]|[/<>&]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function withContentType(answer: ReferenceAnswer, change: (type: string) => string): ReferenceAnswer {
  const type = answer.headers['content-type'];
  return type === undefined ? answer : { ...answer, headers: { ...answer.headers, 'content-type': change(type) } };
}

/** How answers are written: JSON and HTTP leave all of this to the server. */
export const writingOfAnswers: readonly Variation[] = [
  {
    name: 'members that no document names, in every object of every answer',
    why: 'no document says that its lists of members are closed; services add members all the time, versions among them',
    make: () => {
      let version = 0;
      return inBodies((body) => {
        version += 1;
        const added = { x_added_list: [{ a: null }], x_added_flag: false, x_added_version: version };
        return everywhere(body, (object) => ({ x_added: `"${version}"`, ...object, ...added }));
      })();
    },
  },
  {
    name: 'members in the opposite order',
    why: 'RFC 8259: an object is an unordered collection',
    make: inBodies((body) => everywhere(body, (object) => Object.fromEntries(Object.entries(object).reverse()))),
  },
  {
    name: 'JSON printed with line breaks, and escaped beyond need',
    why: 'RFC 8259: white space and escapes mean nothing',
    make: () => (answer) =>
      answer.body === undefined
        ? answer
        : { ...answer, text: `\r\n${escaped(JSON.stringify(answer.body, null, '\t'))}\n` },
  },
  {
    name: 'a content type with a parameter in quotes, in capitals',
    aspect: 'content type',
    why: 'RFC 9110: types and names of parameters do not distinguish case, and values may be quoted',
    make: () => (answer) =>
      withContentType(answer, (type) => `${(type.split(';')[0] ?? '').replace('json', 'JSON')}; Charset="utf-8"`),
  },
  {
    name: 'a content type without parameters',
    aspect: 'content type',
    why: 'RFC 8259: JSON is UTF-8, with or without being told',
    make: () => (answer) => withContentType(answer, (type) => type.split(';')[0] ?? ''),
  },
  {
    name: 'headers of gateways and caches',
    why: 'no document lists all headers of an answer',
    make: () => (answer) => ({
      ...answer,
      headers: {
        ...answer.headers,
        via: '1.1 gateway',
        'x-frame-options': 'DENY',
        vary: 'accept-encoding',
        'set-cookie': 'a=b',
      },
    }),
  },
  {
    name: 'error texts that are empty or in another language',
    why: 'the texts of errors are examples; nobody promises them word for word',
    make: whereRefused((answer) => ({
      ...answer,
      body: everywhere(answer.body, (object) =>
        Object.fromEntries(
          Object.entries(object).map(([name, member]) => [name, /msg|message/i.test(name) ? '参数不合法' : member]),
        ),
      ),
    })),
  },
];
