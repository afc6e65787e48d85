import type { Behaviour, Contract, Fixture } from '../contract.js';
import { basisProblem } from '../facts/basis.js';
import { answerRules } from '../inspect/answer-rules.js';
import { conditionMembers } from '../inspect/condition-members.js';
import { conditionHolds, meetsNeeds } from '../inspect/conditions.js';
import { inspect } from '../inspect/inspect.js';
import { givenTraits } from '../inspect/traits.js';
import { buildTree, type TreeNode, walk } from '../inspect/tree.js';
import { isObject } from '../pointer.js';
import type { Schema } from '../schema.js';
import { names, wholeDocument } from './derive-clauses.js';

/**
 * Parts of a regular expression that speak of what is beside or before them: a generator cannot write such a text from
 * left to right.
 */
const ungenerable = /\(\?<?[=!]|\\[bB]|\\[1-9]|\\k</;

/** The tree of the success body on a fixture with these traits. */
function responseTree(contract: Contract, traits: ReadonlySet<string>): TreeNode {
  return buildTree(contract.update.response, { prefix: `/${contract.update.status}`, traits, errata: contract.errata });
}

function* everyNode(schema: Schema, pointer: string): Generator<{ readonly schema: Schema; readonly pointer: string }> {
  yield { schema, pointer };
  const inner = schema.contentSchema ?? schema;
  if (inner.items !== undefined) yield* everyNode(inner.items, `${pointer}/items`);
  for (const [name, child] of Object.entries(inner.properties ?? {})) yield* everyNode(child, `${pointer}/${name}`);
}

function pointersOf(contract: Contract): ReadonlyMap<string, Schema> {
  const roots: readonly (readonly [Schema, string])[] = [
    [contract.update.request, ''],
    [contract.update.response, `/${contract.update.status}`],
    [contract.update.headers, `/${contract.update.status}/headers`],
    [contract.envelope, '/error'],
  ];
  return new Map(
    roots.flatMap(([schema, prefix]) =>
      [...everyNode(schema, prefix)].map((node) => [node.pointer, node.schema] as const),
    ),
  );
}

function usedTraits(contract: Contract): readonly string[] {
  const traits: string[] = [];
  const collect = (condition: unknown): void => {
    if (Array.isArray(condition)) condition.forEach(collect);
    else if (isObject(condition))
      for (const [key, value] of Object.entries(condition))
        if (key === 'trait' && typeof value === 'string') traits.push(value);
        else collect(value);
  };
  for (const schema of pointersOf(contract).values()) {
    collect([
      schema['x-when']?.map((entry) => entry.if),
      schema['x-plan']?.map((entry) => entry.if),
      schema['x-applies-when'],
      schema['x-returned-when'],
    ]);
  }
  for (const { provoke } of contract.errors) collect(provoke);
  for (const { needs } of contract.clauses) traits.push(...needs.map((need) => need.replace('!', '')));
  for (const { traits: own } of contract.fixtures) traits.push(...givenTraits(own));
  traits.push(
    ...contract.exclusive.flat(),
    ...contract.optIn,
    ...contract.plan.flatMap(({ needs = [] }) => needs.map((need) => need.replace('!', ''))),
  );
  return [...new Set(traits)];
}

function fixtureProblems(
  contract: Contract,
  fixture: Fixture,
  pointers: ReadonlyMap<string, Schema>,
): readonly string[] {
  const problems: string[] = [];
  for (const [pointer, schema] of pointers) {
    const name = pointer.split('/').at(-1) ?? '';
    const mandatory = contract.update.request.required?.includes(name) === true && pointer === `/${name}`;
    if (schema['x-fixture'] === true && mandatory && fixture.values[name] === undefined)
      problems.push(`fixture ${fixture.id}: no value for ${name}`);
  }
  if (contract.update.responseMediaType === undefined) return problems;
  const requestIds = [...pointers].filter(([, schema]) => schema['x-request-id'] === true).map(([pointer]) => pointer);
  for (const observation of inspect(
    responseTree(contract, new Set(fixture.traits)),
    fixture.state,
    new Set(fixture.traits),
  )) {
    const ignored = requestIds.some((pointer) => observation.clause.startsWith(`${pointer}#`));
    if (observation.holds === 'no' && !ignored)
      problems.push(
        `fixture ${fixture.id}: state${observation.at} breaks ${observation.clause}: ${JSON.stringify(observation.value)}`,
      );
  }
  return problems;
}

/** What is inconsistent in a contract, one line each; empty for a good one. */
export function lintContract(contract: Contract): readonly string[] {
  const problems: string[] = [];
  const pointers = pointersOf(contract);
  const locals = contract.clauses.map(({ local }) => local);
  const resolves = (at: string): boolean =>
    locals.some((local) => names(at, local)) || pointers.has(at.split('#')[0] ?? '');
  for (const [pointer, schema] of pointers) {
    const root =
      pointer === '' ||
      pointer.endsWith('/headers') ||
      pointer === '/error' ||
      pointer === `/${contract.update.status}`;
    if (!root && schema['x-source'] === undefined) problems.push(`${pointer}: no x-source`);
    if (!root && schema.type === undefined && schema.anyOf === undefined) problems.push(`${pointer}: no type`);
    const unread =
      schema.pattern === undefined || pointer.startsWith(`/${contract.update.status}`)
        ? undefined
        : ungenerable.exec(schema.pattern)?.[0];
    if (unread !== undefined)
      problems.push(
        `${pointer}: pattern has ${unread}, from which no requests can be made; say it with x-characters, x-forbidden-prefixes or a format`,
      );
  }
  for (const trait of usedTraits(contract)) {
    if (contract.traits[trait] === undefined) problems.push(`trait ${trait} is used but not declared under traits`);
    if (!contract.fixtures.some((fixture) => fixture.traits.includes(trait)))
      problems.push(`no fixture has the trait ${trait}`);
  }
  for (const erratum of contract.errata) {
    for (const at of erratum.at ?? []) if (!resolves(at)) problems.push(`erratum ${erratum.id}: ${at} names no clause`);
    for (const patch of (erratum.readings ?? []).flatMap((reading) => reading.patches)) {
      if (!pointers.has(patch.at))
        problems.push(`erratum ${erratum.id}: reading patches ${patch.at}, which is no node`);
    }
  }
  for (const { clause, behaviour } of contract.behaviours) {
    const { relation, settles, serialised, token, conceals, echoes, auth, unknown, excluded } = behaviour;
    const isChecked =
      [relation, settles, serialised, token, auth, unknown].some((part) => part !== undefined) ||
      Object.keys(answerRules(behaviour)).length > 0;
    if (!isChecked && excluded === undefined) {
      problems.push(`behaviour ${clause.local}: neither a check nor excluded`);
    }
    const named = [
      ...(relation === undefined
        ? []
        : Object.values(relation)
            .flat()
            .filter((part): part is string => typeof part === 'string' && part.startsWith('/'))),
      ...(relation !== undefined && 'when' in relation ? [relation.when.member] : []),
      ...(conceals ?? []),
      ...[token, unknown].flatMap((pointer) => pointer ?? []),
      ...Object.keys(echoes ?? {}),
    ];
    for (const pointer of named) {
      const isRelative = relation?.name === 'unique-by' && pointer === relation.member;
      if (!isRelative && !pointers.has(pointer))
        problems.push(`behaviour ${clause.local}: ${pointer} is no request member`);
    }
    for (const pointer of answerMembers(behaviour)) {
      if (!pointers.has(`/${contract.update.status}${pointer}`))
        problems.push(`behaviour ${clause.local}: ${pointer} is no member of the answer`);
    }
  }
  for (const { clause, provoke, code } of contract.errors) {
    if (provoke !== undefined && 'violates' in provoke) {
      for (const local of provoke.violates) {
        const violated = contract.clauses.find((candidate) => names(local, candidate.local));
        if (violated === undefined) problems.push(`error ${clause.local}: ${local} names no clause`);
        else if (violated.rejects.code?.includes(code) !== true)
          problems.push(`error ${clause.local}: the rejects of ${violated.local} lack the code ${code}`);
      }
    }
  }
  for (const clause of contract.clauses) {
    if (clause.source === wholeDocument || contract.document.startsWith(clause.source))
      problems.push(`clause ${clause.local}: its source is the whole document; name the table, section or sample`);
    const misfit = basisProblem(clause);
    if (misfit !== undefined) problems.push(`clause ${clause.local}: ${misfit}`);
    if (
      clause.excluded === undefined &&
      clause.needs.length > 0 &&
      !contract.fixtures.some((fixture) => meetsNeeds(clause.needs, new Set(fixture.traits)))
    ) {
      problems.push(`clause ${clause.local}: no fixture meets ${clause.needs.join(', ')}`);
    }
  }
  for (const fixture of contract.fixtures) problems.push(...fixtureProblems(contract, fixture, pointers));
  problems.push(...oneSided(contract), ...exampleProblems(contract));
  return problems;
}

/** Members of the answer that a behaviour names. */
function answerMembers({
  when,
  unchanged = [],
  echoes = {},
  forms = {},
  withholds = [],
  determined,
  agrees = [],
  times,
}: Behaviour): readonly string[] {
  return [
    ...conditionMembers(when),
    ...unchanged,
    ...Object.values(echoes),
    ...Object.keys(forms),
    ...withholds,
    ...(determined === undefined ? [] : [determined.member, ...determined.by]),
    ...agrees.flatMap(({ member, with: other }) => [member, other]),
    ...(times?.ordered ?? []),
    ...(times?.rising ?? []),
  ];
}

/** Conditions on what is returned that the fixtures show from one side only. */
function* oneSided(contract: Contract): Generator<string> {
  for (const [pointer, schema] of pointersOf(contract)) {
    const returned = schema['x-returned-when'];
    if (returned === undefined) continue;
    const sides = new Set(
      contract.fixtures.map(({ traits, state }) => conditionHolds(returned.if, new Set(traits), state)),
    );
    for (const side of [true, false]) {
      // What hangs on a member that an answer lacks is not judged there: that is a side of its own.
      if (!sides.has(side) && !sides.has(undefined))
        yield `${pointer}: no fixture on which its condition ${side ? 'holds' : 'does not hold'}`;
    }
  }
}

/** Documented examples either validate or an erratum says why not. */
function exampleProblems(contract: Contract): readonly string[] {
  const problems: string[] = [];
  const excused = (clause: string): boolean =>
    contract.errata.some(
      (erratum) =>
        (erratum.at ?? []).some((at) => names(at, clause)) ||
        (erratum.readings ?? []).some((reading) => reading.patches.some(({ at }) => clause.startsWith(`${at}#`))),
    );
  for (const { clause, example } of contract.examples) {
    const fixture = contract.fixtures.find((candidate) => meetsNeeds(clause.needs, new Set(candidate.traits)));
    const traits = new Set(fixture?.traits ?? []);
    const tree = buildTree(contract.update.request, { prefix: '', traits, errata: contract.errata });
    const nodes = [...walk(tree)];
    for (const observation of inspect(tree, example.request, traits)) {
      const fromFixture = nodes.some(
        (node) => node.schema['x-fixture'] === true && observation.clause === `${node.pointer}#presence`,
      );
      if (observation.holds === 'no' && !fromFixture && !excused(observation.clause))
        problems.push(`example ${example.name}: ${observation.at} breaks ${observation.clause}`);
    }
  }
  for (const [name, body] of Object.entries(contract.responseExamples)) {
    for (const observation of inspect(responseTree(contract, new Set()), body, new Set())) {
      if (observation.holds === 'no' && !excused(observation.clause))
        problems.push(
          `response example ${name}: ${observation.at} breaks ${observation.clause}; fix the contract or list it in errata.yaml (at: [${observation.clause}])`,
        );
    }
  }
  for (const [pointer, schema] of pointersOf(contract)) {
    for (const sample of schema.examples ?? []) {
      const node = buildTree(schema, { prefix: pointer, traits: new Set(), errata: contract.errata });
      for (const observation of inspect(node, sample, new Set())) {
        if (observation.holds === 'no' && !excused(observation.clause))
          problems.push(`sample value of ${pointer} breaks ${observation.clause}: ${JSON.stringify(sample)}`);
      }
    }
  }
  return problems;
}
