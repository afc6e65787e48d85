import type { Contract } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { buildTree } from '../../contract/inspect/tree.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import { requestModel } from '../../properties/request-model.js';
import { fullDrafts } from '../../suites/requests/full-drafts.js';
import { answerTemplate } from './answer-template.js';
import type { InteractionSource, PactInteraction } from './interaction.js';
import { refusalsOf } from './refusals-of.js';

function completed({ update }: Contract, request: LogicalRequest, { values }: TargetFixture): LogicalRequest {
  const named =
    update.request.required?.flatMap((name) =>
      [values[name] ?? []]
        .flat()
        .slice(0, 1)
        .map((value) => [name, value] as const),
    ) ?? [];
  return { ...Object.fromEntries(named), ...request };
}

function accepted({ contract, encode }: InteractionSource, fixture: TargetFixture, logical: LogicalRequest) {
  const { status, statusBasis, response, responseMediaType: mediaType } = contract.update;
  const traits = new Set(fixture.traits);
  const tree = buildTree(response, { prefix: `/${status}`, traits, errata: contract.errata });
  const [sample] = Object.values(contract.responseExamples);
  return {
    fixture,
    request: encode(logical),
    status,
    ...(statusBasis === 'unprinted' ? { statusRule: { match: 'statusCode', status: 'success' } as const } : {}),
    ...(mediaType === undefined ? {} : { mediaType, body: answerTemplate(tree, sample, { contract, traits }) }),
  };
}

/** Every documented example on the first fixture where it is valid under every reading of the document. */
function examplesOf(source: InteractionSource, fixtures: readonly TargetFixture[]): readonly PactInteraction[] {
  const { contract } = source;
  return contract.examples.flatMap(({ clause, example }): readonly PactInteraction[] => {
    const fixture = fixtures.find((candidate) => {
      const judged = requestModel(contract, candidate).judge(completed(contract, example.request, candidate));
      return (
        meetsNeeds(clause.needs, new Set(candidate.traits)) &&
        judged.broken.length === 0 &&
        judged.disputed.length === 0
      );
    });
    if (fixture === undefined || clause.excluded !== undefined) return [];
    const logical = completed(contract, example.request, fixture);
    return [{ description: `the example ${example.name}`, ...accepted(source, fixture, logical) }];
  });
}

/** On each kind of fixture a small update, and one with every member. */
function updatesOf(source: InteractionSource, fixtures: readonly TargetFixture[]): readonly PactInteraction[] {
  const { contract } = source;
  return fixtures.flatMap((fixture) => {
    const model = requestModel(contract, fixture);
    const drafts: readonly (readonly [string, DraftRequest | undefined])[] = [
      ['partial', model.base()],
      ['full', fullDrafts(contract, model)?.[0]],
    ];
    return drafts.flatMap(([size, draft]) =>
      draft === undefined || !model.isSure(draft)
        ? []
        : [{ description: `a ${size} update of ${fixture.id}`, ...accepted(source, fixture, model.logical(draft)) }],
    );
  });
}

/**
 * The Pact interactions of a contract: each documented example, a small and a full update of each kind of resource, and
 * each documented error that a fixture is made for. Examples that are excluded or disputed, and errors that no fixture
 * of the provider is made for, are left out.
 */
export function interactionsOf(source: InteractionSource): readonly PactInteraction[] {
  const { contract, fixtures } = source;
  const situations = new Set(
    contract.errors.flatMap(({ provoke }) => (provoke !== undefined && 'trait' in provoke ? [provoke.trait] : [])),
  );
  const ordinary = fixtures.filter(({ traits }) => !traits.some((trait) => situations.has(trait)));
  return [...examplesOf(source, ordinary), ...updatesOf(source, ordinary), ...refusalsOf(source)];
}
