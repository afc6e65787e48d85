import type { Clause, Contract, Rejects } from '../../contract/contract.js';
import { clauseNamed } from '../../contract/inspect/clause-named.js';
import type { Check, Subject } from '../check.js';
import { describeReply, isAccepted, isWantedOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { refusal } from '../findings/expected-answers.js';
import { judgeRefusal } from '../judges/judge-refusal.js';
import { judgeUntouched } from '../judges/judge-untouched.js';
import { isUsable } from '../trials/accept-draft.js';
import { overwriteTaken } from '../trials/overwrite-taken.js';

const clause = '/exchange/malformed-body';

/** Bodies that are no JSON object, made from a good one, by operator. */
const malformed: Readonly<Record<string, (text: string) => string>> = {
  'truncated-json': (text) => text.slice(0, -1),
  'single-quotes': (text) => text.replaceAll('"', "'"),
  'text-behind-json': (text) => `${text}}`,
  'not-json': () => 'no JSON',
  'list-body': (text) => `[${text}]`,
  'text-body': (text) => JSON.stringify(text),
  'null-body': () => 'null',
  'empty-body': () => '',
};

/** Those of them that hold no member in any reading of what a body is. */
const memberless: ReadonlySet<string> = new Set(['not-json', 'text-body', 'null-body', 'empty-body']);

/** A clause by which the document wants a member of the body. */
function wantedMember({ update, clauses }: Contract): Clause | undefined {
  const names = update.members
    .filter(({ name, location }) => location === 'body' && update.request.required?.includes(name) === true)
    .map(({ name }) => name);
  return clauses.find(
    ({ local, basis, level, excluded, errata, needs }) =>
      names.some((name) => local === `/${name}#presence`) &&
      basis === 'stated' &&
      level === 'must' &&
      excluded === undefined &&
      errata.length === 0 &&
      needs.length === 0,
  );
}

/** A request whose body is no JSON object is refused and changes nothing. */
export const refusesMalformedBody: Check = {
  id: 'refuses-malformed-body',
  title: 'a request whose body is no JSON object is refused and changes nothing',
  harmless: true,
  plan: ({ contract, fixtures, isWanted, model }) => {
    const [fixture] = fixtures;
    const own = clauseNamed(contract, clause);
    if (fixture === undefined || own === undefined || !isWanted(clause)) return [];
    const wanted = wantedMember(contract);
    // How a server calls what it cannot read is its own affair, as long as it is the request's fault.
    const rejects: readonly Rejects[] = [
      { ...own.rejects, alsoAllowed: [...(own.rejects.alsoAllowed ?? []), { status: 415 }, { status: 422 }] },
    ];
    const subject: Subject = {
      name: clause,
      fixture,
      covers: [{ clause, side: 'observe' }],
      requests: { accept: 1, refuse: Object.keys(malformed).length },
      run: async (session) => {
        if (!(await isUsable(session, fixture, [clause]))) return;
        const logical = model(fixture).logical(model(fixture).base());
        const before = await session.state(fixture);
        const former = await session.shown(fixture);
        let last: SentRequest | undefined;
        for (const [operator, body] of Object.entries(malformed)) {
          const sent = await session.update(fixture, logical, { body, isWanted: isWantedOf(contract, rejects) });
          const change = `the body is ${body('{…}') === '' ? 'empty' : body('{…}')}`;
          if (judgeRefusal(session, sent, { clause, rejects, operator, change, side: 'observe' })) last = sent;
          else {
            if (memberless.has(operator) && wanted !== undefined && isAccepted(contract, sent.reply)) {
              const actual = `taken with ${describeReply(contract, sent.reply)}`;
              session.observer.found(
                wanted.local,
                { axis: 'status', outcome: 'broken', ...refusal([wanted.rejects]), actual, change, operator },
                sent,
              );
            }
            await overwriteTaken(session, fixture, {
              former,
              change,
              twin: () => session.control(fixture, model(fixture).base()),
            });
          }
        }
        if (last !== undefined) await judgeUntouched(session, fixture, last, before, {});
      },
    };
    return [subject];
  },
};
