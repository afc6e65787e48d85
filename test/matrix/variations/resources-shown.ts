import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import type { Schema } from '../../../contract/schema.js';
import type { AnswerContext, Intercept } from '../../../targets/reference/reference-answer.js';
import { type Variation, whereShown } from '../variation.js';

function shapeOf({ contract, role }: AnswerContext): Schema {
  return (role === 'update' ? contract.update.response : contract.readBack?.response) ?? {};
}

/** Adds to every object the optional members of its schema that it lacks, as null. */
function withNulls(value: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(value)) return value.map((entry) => withNulls(entry, schema?.items));
  if (!isObject(value)) return value;
  const absent = Object.entries(schema?.properties ?? {}).filter(
    ([name, member]) =>
      value[name] === undefined && schema?.required?.includes(name) !== true && member['x-returned-when'] === undefined,
  );
  const there = Object.entries(value).map(
    ([name, member]) => [name, withNulls(member, schema?.properties?.[name])] as const,
  );
  return Object.fromEntries([...there, ...absent.map(([name]) => [name, null] as const)]);
}

/** Reverses lists whose order says nothing: those of texts and those whose entries have a key. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].reverse().map(reversed);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, reversed(member)]))
    : value;
}

/** What `alter` makes of the body that the resource had until so long after its last update. */
function lagging(milliseconds: number): () => Intercept {
  return () => {
    const last = new Map<string, { readonly body: unknown; readonly since: number }>();
    const shown = new Map<string, unknown>();
    return (answer, { role, isAccepted, fixture = '', now }) => {
      if (role === 'update') {
        if (isAccepted && shown.has(fixture)) last.set(fixture, { body: shown.get(fixture), since: now });
        return answer;
      }
      const { body, since = 0 } = last.get(fixture) ?? {};
      if (body !== undefined && now - since < milliseconds) return { ...answer, body };
      shown.set(fixture, answer.body);
      return answer;
    };
  };
}

/** How the resource is shown, where no sentence says how. */
export const resourcesShown: readonly Variation[] = [
  {
    name: 'null for what is not there',
    why: 'no document says whether a member without a value is left out or null',
    make: whereShown((body, context) => withNulls(body, shapeOf(context))),
  },
  {
    name: 'lists in the opposite order',
    why: 'no document says that the order of a list means something',
    make: whereShown(reversed),
  },
  {
    name: 'a read-back that lags a second behind',
    aspect: 'read-back',
    why: 'no document says that a change shows at once',
    make: lagging(1000),
  },
  {
    name: 'no read-back',
    cannotBeRestored: true,
    aspect: 'read-back',
    why: 'no document here is about reading; an implementation of the update alone is one',
    make:
      () =>
      (answer, { role }) =>
        role === 'read-back' ? { status: 404, headers: { 'content-type': 'text/plain' }, text: 'not found' } : answer,
  },
  {
    name: 'times to the second',
    why: 'no update is told to be timed to the millisecond',
    make: whereShown((body) => {
      const coarse = (value: unknown): unknown =>
        typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
          ? value.replace(/\.\d+Z$/, '.000Z')
          : Array.isArray(value)
            ? value.map(coarse)
            : isObject(value)
              ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, coarse(member)]))
              : value;
      return coarse(body);
    }),
  },
  {
    name: 'the resource as it was before in the answer to an update',
    why: 'both Alibaba documents call the update asynchronous: the answer may be older than its effect',
    of: ['alibaba.'],
    make: () => {
      const shown = new Map<string, unknown>();
      return (answer, { role, isAccepted, fixture = '' }) => {
        if (role !== 'update' || !isAccepted) return answer;
        const former = shown.get(fixture);
        shown.set(fixture, answer.body);
        const id = valueAt(answer.body, '/RequestId');
        return former === undefined ? answer : { ...answer, body: withValueAt(former, '/RequestId', id) };
      };
    },
  },
];
