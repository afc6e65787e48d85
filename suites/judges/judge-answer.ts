import { inspectBroken } from '../../contract/inspect/inspect.js';
import { buildTree } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { schemaAt } from '../../contract/schema-at.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { isMasked } from '../secrets/is-masked.js';
import type { Judging } from './judging.js';

/**
 * What every answer must keep: it shows no secret, neither of its own request nor of one before, but where the document
 * returns it.
 */
export function judgeAnswer(session: Judging, sent: SentRequest): void {
  const { reply, logical } = sent;
  if (reply.kind === 'none') return;
  session.secrets.learn(logical);
  judgeBytes(session, sent, reply.status >= 400 ? '/exchange/refusal-envelope' : '/exchange/success-media-type');
  if (reply.status >= 400) judgeRefused(session, sent);
  else judgeConcealed(session, sent);
}

/** Judges that a read-back shows no secret that was sent, where the read-back has no member for it. */
export function judgeReadBack({ contract, secrets, observer }: Judging, sent: SentRequest): void {
  const { reply } = sent;
  if (reply.kind === 'none' || contract.readBack === undefined) return;
  judgeBytes({ observer }, sent, '/exchange/success-media-type');
  const whole = JSON.stringify(reply.body) + JSON.stringify(reply.headers);
  for (const { clause, behaviour } of contract.behaviours) {
    const pointers = behaviour.conceals ?? [];
    if (pointers.length === 0 || !secrets.isShownIn(whole, pointers)) continue;
    const shown =
      JSON.stringify(
        undeclared(contract.readBack.response, reply.body, new Set(secretNames(contract.readBack.response))),
      ) + JSON.stringify(reply.headers);
    if (secrets.isShownIn(shown, pointers))
      observer.found(clause.local, { ...leak, actual: 'a secret that was sent stands in the read-back' }, sent);
  }
}

/** Tells of text that is not UTF-8, in which JSON is exchanged (RFC 8259, section 8.1), although it may be readable. */
function judgeBytes({ observer }: Pick<Judging, 'observer'>, sent: SentRequest, clause: string): void {
  if (sent.reply.kind === 'none' || sent.reply.isNotUtf8 !== true) return;
  observer.found(
    clause,
    {
      axis: 'shape',
      outcome: 'tolerated',
      expected: 'text in UTF-8 (RFC 8259, section 8.1)',
      actual: 'bytes that are not UTF-8',
    },
    sent,
  );
}

const leak = { axis: 'shape', outcome: 'broken', expected: 'an answer without the secret' } as const;

function judgeRefused({ secrets, observer }: Judging, sent: SentRequest): void {
  const { reply, logical } = sent;
  if (reply.kind === 'none') return;
  const clause = '/exchange/refusal-conceals-secrets';
  if (secrets.isShownIn(reply.text + JSON.stringify(reply.headers)))
    observer.found(
      clause,
      {
        ...leak,
        actual: `a secret of ${secrets.isHeldBy(logical) ? 'the refused' : 'an earlier'} request stands in the answer`,
      },
      sent,
    );
  else if (secrets.isHeldBy(logical)) observer.saw(clause, 'observe');
}

function judgeConcealed({ contract, secrets, observer }: Judging, sent: SentRequest): void {
  const { reply } = sent;
  if (reply.kind === 'none') return;
  const body = isObject(reply.body) ? undeclared(contract.update.response, reply.body) : undefined;
  const shown = (body === undefined ? reply.text : JSON.stringify(body)) + JSON.stringify(reply.headers);
  for (const { clause, behaviour } of contract.behaviours) {
    const pointers = behaviour.conceals ?? [];
    if (pointers.length === 0) continue;
    const named = secretNamed(pointers, contract.update.request, body);
    if (secrets.isShownIn(shown, pointers))
      observer.found(clause.local, { ...leak, actual: 'a secret that was sent stands in the answer' }, sent);
    else if (named !== undefined) {
      // Without an update of the secret nobody can tell it from a stand-in.
      const actual = `the answer has a member ${named} that may well be one`;
      observer.found(clause.local, { ...leak, outcome: 'tolerated', actual, pointer: named }, sent);
    } else if (secrets.hasAny(pointers)) observer.saw(clause.local, 'observe');
  }
}

/**
 * An answer without the members in which the document returns a secret; in the answer of a client's making, wherever
 * they stand.
 */
function undeclared(schema: Schema, value: unknown, names: ReadonlySet<string> = new Set()): unknown {
  if (Array.isArray(value)) return value.map((item) => undeclared(schema.items ?? {}, item, names));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const child = schema.properties?.[name] ?? {};
      return child['x-secret'] === true || names.has(name) ? [] : [[name, undeclared(child, member, names)] as const];
    }),
  );
}

/** The names of the members in which a schema returns secrets. */
function* secretNames(schema: Schema): Generator<string> {
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    if (child['x-secret'] === true) yield name;
    yield* secretNames(child);
  }
  if (schema.items !== undefined) yield* secretNames(schema.items);
}

/** Where an answer has a member that is named like a secret one and whose value could be such a secret. */
function secretNamed(pointers: readonly string[], request: Schema, body: unknown): string | undefined {
  const schemas = new Map(
    pointers.map((pointer) => [pointer.split('/').at(-1)?.toLowerCase() ?? '', schemaAt(request, pointer)]),
  );
  const find = (value: unknown, at: string): string | undefined => {
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [name, member] of Object.entries(value)) {
      const schema = schemas.get(name.toLowerCase());
      const place = `${at}/${name}`;
      if (schema !== undefined && typeof member === 'string' && !isMasked(member) && isValid(schema, member))
        return place;
      const below = find(member, place);
      if (below !== undefined) return below;
    }
    return undefined;
  };
  return find(body, '');
}

function isValid(schema: Schema, value: string): boolean {
  return inspectBroken(buildTree(schema, { prefix: '', traits: new Set(), errata: [] }), value, new Set()).length === 0;
}
