import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ClauseFile } from '../../generated/clauses.js';
import type { ErrataFile } from '../../generated/errata.js';
import type { FixtureFile } from '../../generated/fixtures.js';
import type {
  Basis,
  Clause,
  Contract,
  CredentialCodes,
  DocumentedError,
  Erratum,
  Level,
  OperationShape,
  Rejects,
  StandInAnswers,
} from '../contract.js';
import { ConfigurationError } from '../errors.js';
import { storedMembers } from '../facts/stored-members.js';
import { completeTraits, noOther } from '../inspect/traits.js';
import { isObject } from '../pointer.js';
import type { Schema } from '../schema.js';
import { type Annotation, completeClause, type Draft, deriveClauses, effectClauses, names } from './derive-clauses.js';
import { digestOf } from './digest-of.js';
import { type AnswerSources, exchangeDrafts } from './exchange-drafts.js';
import { normaliseDocument } from './normalise-document.js';
import { OpenapiReader } from './openapi-shape.js';
import { nearest, readYaml } from './read-yaml.js';
import { uncheckable } from './uncheckable.js';

interface Header {
  readonly vendor: string;
  readonly operation: string;
  readonly document: string;
  readonly driver: { readonly name: string } & Readonly<Record<string, string>>;
  readonly errorCode: string;
  readonly throttling?: readonly string[];
  readonly busy?: readonly string[];
  readonly credentials?: Partial<CredentialCodes>;
  readonly answers?: StandInAnswers;
}

const documents = ['openapi.yaml', 'clauses.yaml', 'errata.yaml', 'fixtures.yaml'];
const loaded = new Map<string, { readonly texts: string; readonly contract: Contract }>();

/**
 * Loads one operation from its folder. As long as its files stay as they are, it is one and the same object: what is
 * worked out of a contract is kept with it.
 * @throws ConfigurationError naming file, place and remedy when a file is missing, malformed or inconsistent
 */
export function loadContract(folder: string): Contract {
  const files = documents.map((name) => path.join(folder, name)).filter((file) => isFile(file));
  const texts = files.map((file) => `${file}\0${readFileSync(file, 'utf8')}\0`).join('');
  const known = loaded.get(folder);
  if (known?.texts === texts) return known.contract;
  const contract = readContract(folder);
  loaded.set(folder, { texts, contract });
  return contract;
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function readContract(folder: string): Contract {
  const schema = (name: string): string => `specs/schemas/${name}.schema.json`;
  const file = (name: string): string => path.join(folder, name);
  const openapi = readYaml<Readonly<Record<string, unknown>> & { readonly 'x-contract': Header }>(
    file('openapi.yaml'),
    schema('openapi-document'),
    (value) => (isObject(value) ? normaliseDocument(value, file('openapi.yaml')) : value),
  );
  const header = openapi['x-contract'];
  const clauseFile = readYaml<ClauseFile>(file('clauses.yaml'), schema('clauses'));
  const errata: readonly Erratum[] = existsSync(file('errata.yaml'))
    ? readYaml<ErrataFile>(file('errata.yaml'), schema('errata')).errata
    : [];
  const situations = (clauseFile.errors ?? []).flatMap(({ provoke }) =>
    provoke !== undefined && 'trait' in provoke ? [provoke.trait] : [],
  );
  const facts = {
    traits: clauseFile.traits,
    exclusive: clauseFile.exclusive ?? [],
    optIn: [
      ...new Set([
        ...(clauseFile.optIn ?? []),
        ...situations.filter((trait) => !(clauseFile.exclusive ?? []).flat().includes(trait)),
      ]),
    ],
  };
  // What the reference has is known: it has no other trait than those listed.
  const fixtures = readYaml<FixtureFile>(file('fixtures.yaml'), schema('fixtures')).fixtures.map((fixture) => ({
    ...fixture,
    traits: [...completeTraits([...fixture.traits, noOther], facts)],
  }));

  const reader = new OpenapiReader(openapi, file('openapi.yaml'));
  const found = reader.operation('update');
  if (found === undefined)
    throw new ConfigurationError('contract-invalid', `${file('openapi.yaml')}: no operation has x-role: update`);
  const { shape: update, operation } = found;
  const readBack = reader.operation('read-back');
  const readable = {
    update,
    ...(readBack === undefined ? {} : { readBack: { ...readBack.shape, ...resourceOf(readBack.operation) } }),
  };
  const stored = storedMembers(readable);
  const envelope = envelopeOf(operation, reader);
  const sources = sourcesOf(operation);
  const id = `${header.vendor}.${header.operation}`;

  const refusing = (clauseFile.errors ?? []).flatMap(({ provoke }) =>
    provoke !== undefined && 'trait' in provoke && provoke.with === undefined ? [provoke.trait] : [],
  );
  const updatable = fixtures.filter(({ traits }) => !traits.some((trait) => refusing.includes(trait)));
  const written = writtenDrafts(clauseFile);
  const drafts = [
    ...deriveClauses(update.request, '', 'request', { members: update.members, traits: clauseFile.traits }),
    ...(update.responseMediaType === undefined
      ? []
      : deriveClauses(update.response, `/${update.status}`, 'response', {
          source: sources.success,
          traits: clauseFile.traits,
        })),
    ...deriveClauses(update.headers, `/${update.status}/headers`, 'header', {
      source: sources.success,
      traits: clauseFile.traits,
    }).filter(({ local }) => !local.startsWith(`/${update.status}/headers#`)),
    ...deriveClauses(envelope, '/error', 'error', { source: sources.refusal, traits: clauseFile.traits }),
    ...effectClauses(stored),
    ...exchangeDrafts(readable, stored, sources, clauseFile.defaults.rejects),
    ...written.map(({ draft }) => draft),
  ];
  const special = new Set(
    drafts.flatMap(({ facet, pointer, isSpecial }) => (facet === 'type' && isSpecial === true ? [pointer] : [])),
  );
  const clauses = drafts.map((draft) => {
    const annotations = (clauseFile.annotations ?? []).filter(({ at }) => names(at, draft.local));
    const own = written.find((entry) => entry.draft.local === draft.local)?.annotation ?? {};
    const touching = errata.filter((erratum) => touches(erratum, draft));
    const reason = draft.excluded ?? uncheckable(draft, update, errata, updatable);
    return completeClause(
      {
        ...draft,
        ...(draft.facet === 'effect' && special.has(draft.pointer) ? { isSpecial: true } : {}),
        ...(reason === undefined ? {} : { excluded: reason }),
      },
      id,
      Object.assign({}, ...annotations, own),
      clauseFile.defaults.rejects,
      touching,
      clauseFile.core,
    );
  });
  const byLocal = new Map(clauses.map((clause) => [clause.local, clause]));
  if (byLocal.size !== clauses.length) {
    const twice = clauses.find((clause, index) => clauses.findIndex(({ local }) => local === clause.local) !== index);
    throw new ConfigurationError('contract-invalid', `${folder}: the clause id ${twice?.id} is used twice`);
  }
  const patterns = [
    ...(clauseFile.annotations ?? []).map(({ at }) => ({ at, key: 'annotations' })),
    ...(clauseFile.core?.also ?? []).map((at) => ({ at, key: 'core.also' })),
    ...(clauseFile.core?.without ?? []).map((at) => ({ at, key: 'core.without' })),
  ];
  const idle = patterns.find(({ at }) => !clauses.some(({ local }) => names(at, local)));
  if (idle !== undefined) {
    const near = nearest(idle.at, [...byLocal.keys()]);
    const remedy = near === undefined ? 'see the ids that `npm run specs` derives' : `did you mean '${near}'?`;
    throw new ConfigurationError(
      'contract-invalid',
      `${file('clauses.yaml')}: ${idle.key}: '${idle.at}' names no clause; ${remedy}`,
    );
  }
  const clauseOf = (local: string): Clause => {
    const clause = byLocal.get(local);
    if (clause === undefined) throw new ConfigurationError('contract-invalid', `${folder}: no clause ${local}`);
    return clause;
  };
  const contract: Omit<Contract, 'digest' | 'answers'> = {
    id,
    vendor: header.vendor,
    operation: header.operation,
    title: isObject(openapi['info']) ? String(openapi['info']['title']) : id,
    document: `${header.document}${isObject(openapi['info']) ? `, ${String(openapi['info']['version'])}` : ''}`,
    driver: { name: header.driver.name, options: header.driver },
    ...readable,
    envelope,
    errorCode: header.errorCode,
    throttling: header.throttling ?? [],
    busy: header.busy ?? [],
    credentials: { refused: [], permission: [], clock: [], codeAt: [header.errorCode], ...header.credentials },
    ...facts,
    plan: clauseFile.plan ?? [],
    clauses,
    behaviours: (clauseFile.behaviours ?? []).map((behaviour) => ({ clause: clauseOf(`/${behaviour.id}`), behaviour })),
    errors: (clauseFile.errors ?? []).map((entry): DocumentedError => {
      const { status, code, provoke } = entry;
      return { clause: clauseOf(errorLocal(entry)), status, code, ...(provoke === undefined ? {} : { provoke }) };
    }),
    examples: (clauseFile.examples ?? []).map((example) => ({
      clause: clauseOf(`/examples/${example.name}`),
      example,
    })),
    responseExamples: responseExamplesOf(operation),
    errata,
    fixtures,
  };
  return { ...contract, answers: header.answers ?? {}, digest: digestOf(contract) };
}

type CatalogueEntry = NonNullable<ClauseFile['errors']>[number];

function errorLocal({ status, code }: CatalogueEntry): string {
  return `/errors/${status}/${code}`;
}

/** The answer of a catalogue entry. */
function rejectsOf({ status, code, alsoAllowed, answerBasis }: CatalogueEntry): Rejects {
  return {
    status,
    code: [code],
    ...(alsoAllowed === undefined ? {} : { alsoAllowed }),
    ...(answerBasis === undefined ? {} : { basis: answerBasis }),
  };
}

function touches(erratum: Erratum, draft: Draft): boolean {
  if ((erratum.at ?? []).some((at) => names(at, draft.local))) return true;
  return (erratum.readings ?? []).some((reading) => reading.patches.some((patch) => patch.at === draft.pointer));
}

interface WrittenClause {
  readonly draft: Draft;
  readonly annotation: Annotation;
}

function writtenDrafts(file: ClauseFile): readonly WrittenClause[] {
  const exclusion = (excluded: string | undefined): { readonly excluded?: string } =>
    excluded === undefined ? {} : { excluded };
  const weight = ({
    level,
    basis,
  }: {
    readonly level?: Level | undefined;
    readonly basis?: Basis | undefined;
  }): Annotation => ({
    ...(level === undefined ? {} : { level }),
    ...(basis === undefined ? {} : { basis }),
  });
  return [
    ...(file.behaviours ?? []).map((entry): WrittenClause => {
      const { id, source, statement, needs, rejects, excluded } = entry;
      return {
        draft: { local: `/${id}`, kind: 'behaviour', side: 'exchange', source, statement, ...exclusion(excluded) },
        annotation: {
          ...weight(entry),
          ...(needs === undefined ? {} : { needs }),
          ...(rejects === undefined ? {} : { rejects }),
        },
      };
    }),
    ...(file.errors ?? []).map((entry): WrittenClause => {
      const unprovoked =
        entry.provoke === undefined
          ? (entry.excluded ?? 'no request or fixture is known that gets this error')
          : entry.excluded;
      return {
        draft: {
          local: errorLocal(entry),
          kind: 'error',
          side: 'exchange',
          source: entry.source,
          statement: `${entry.summary ?? 'the documented situation'} is answered with ${entry.status === '4XX' ? 'a refusal (any 4xx) and' : entry.status} ${entry.code}`,
          ...(entry.provoke !== undefined && 'trait' in entry.provoke ? { isSpecial: true } : {}),
          ...exclusion(unprovoked),
        },
        annotation: { ...weight(entry), rejects: rejectsOf(entry) },
      };
    }),
    ...(file.examples ?? []).map(
      ({ name, source, needs, level, basis, excluded }): WrittenClause => ({
        draft: {
          local: `/examples/${name}`,
          kind: 'example',
          side: 'exchange',
          source,
          statement: `the example request "${name}" is accepted`,
          ...exclusion(excluded),
        },
        annotation: { ...weight({ level, basis }), ...(needs === undefined ? {} : { needs }) },
      }),
    ),
  ];
}

/** The answers that an operation declares: the one of success, and that to refused requests. */
function responsesOf(operation: Readonly<Record<string, unknown>>): {
  readonly success: unknown;
  readonly refusal: unknown;
} {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  return {
    success: Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1],
    refusal: responses['default'],
  };
}

/** Where the document tells of the answers, by the x-source of each response. */
function sourcesOf(operation: Readonly<Record<string, unknown>>): AnswerSources {
  const entries = Object.entries(responsesOf(operation)).flatMap(([kind, response]) => {
    const source = isObject(response) ? response['x-source'] : undefined;
    return typeof source === 'string' ? [[kind, source] as const] : [];
  });
  return Object.fromEntries(entries);
}

function envelopeOf(operation: Readonly<Record<string, unknown>>, reader: OpenapiReader): Schema {
  const { refusal } = responsesOf(operation);
  const content = isObject(refusal) && isObject(refusal['content']) ? Object.values(refusal['content'])[0] : undefined;
  return reader.resolve(isObject(content) ? content['schema'] : {}, 'default response');
}

function responseExamplesOf(operation: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { success } = responsesOf(operation);
  const content = isObject(success) && isObject(success['content']) ? Object.values(success['content'])[0] : undefined;
  const examples = isObject(content) && isObject(content['examples']) ? content['examples'] : {};
  return Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [name, isObject(example) ? example['value'] : undefined]),
  );
}

function resourceOf(operation: Readonly<Record<string, unknown>>): Pick<OperationShape, 'resource'> {
  const resource = operation['x-resource'];
  return isObject(resource)
    ? { resource: { list: String(resource['list']), key: String(resource['key']), member: String(resource['member']) } }
    : {};
}
