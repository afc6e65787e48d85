import type { Contract, DocumentedError } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { buildTree } from '../../contract/inspect/tree.js';
import { withValueAt } from '../../contract/pointer.js';
import type { LogicalRequest, TargetFixture, WireRequest } from '../../contract/target.js';
import { type RequestModel, requestModel } from '../../properties/request-model.js';
import { answerTemplate } from './answer-template.js';

/** One exchange of a Pact contract. */
export interface PactInteraction {
  readonly description: string;
  /** The provider state: a fixture's id. */
  readonly fixture: string;
  readonly request: WireRequest;
  readonly status: number;
  readonly mediaType?: string;
  /** Pact matchers; absent where the answer has no body. */
  readonly body?: unknown;
}

/** What interactions are made of. */
export interface InteractionSource {
  readonly contract: Contract;
  /** The provider's resources. */
  readonly fixtures: readonly TargetFixture[];
  /** The vendor's wire. */
  readonly encode: (request: LogicalRequest) => WireRequest;
}

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

/** The trait of the fixtures that answer every update with an error. */
function refusingTrait({ provoke }: DocumentedError): string | undefined {
  return provoke !== undefined && 'trait' in provoke && provoke.with === undefined ? provoke.trait : undefined;
}

function success(
  { contract }: InteractionSource,
  traits: ReadonlySet<string>,
): Pick<PactInteraction, 'status' | 'mediaType' | 'body'> {
  const { status, response, responseMediaType: mediaType } = contract.update;
  if (mediaType === undefined) return { status };
  const tree = buildTree(response, { prefix: `/${status}`, traits, errata: contract.errata });
  return {
    status,
    mediaType,
    body: answerTemplate(tree, Object.values(contract.responseExamples)[0], { contract, traits }),
  };
}

/** Every documented example on the first fixture where it is valid under every reading of the document. */
function acceptedOf(
  source: InteractionSource,
  models: readonly RequestModel[],
  fixtures: readonly TargetFixture[],
): readonly PactInteraction[] {
  const { contract, encode } = source;
  return contract.examples.flatMap(({ clause, example }): readonly PactInteraction[] => {
    const fixture = fixtures.find((candidate, index) => {
      const judged = models[index]?.judge(completed(contract, example.request, candidate));
      return (
        meetsNeeds(clause.needs, new Set(candidate.traits)) &&
        judged?.broken.length === 0 &&
        judged.disputed.length === 0
      );
    });
    if (fixture === undefined || clause.excluded !== undefined) return [];
    const request = encode(completed(contract, example.request, fixture));
    return [
      {
        description: `the example ${example.name}`,
        fixture: fixture.id,
        request,
        ...success(source, new Set(fixture.traits)),
      },
    ];
  });
}

/** The first documented error that a fixture is made for. */
function refusedOf({ contract, fixtures, encode }: InteractionSource): readonly PactInteraction[] {
  const made = contract.errors.flatMap((error) => {
    const trait = refusingTrait(error);
    return fixtures
      .filter(({ traits }) => trait !== undefined && traits.includes(trait))
      .map((fixture) => ({ ...error, fixture }));
  });
  return made.slice(0, 1).flatMap(({ status, code, fixture }): readonly PactInteraction[] => {
    // A Pact names one status; where the document prints none, it would bind a provider to more than that.
    if (status === '4XX') return [];
    const traits = new Set(fixture.traits);
    const model = requestModel(contract, fixture);
    const envelope = answerTemplate(
      buildTree(contract.envelope, { prefix: '/error', traits, errata: contract.errata }),
      undefined,
      { contract, traits },
    );
    const request = encode(model.logical(model.base()));
    const body = withValueAt(envelope, contract.errorCode, code);
    return [
      {
        description: `an update that is refused with ${code}`,
        fixture: fixture.id,
        request,
        status,
        mediaType: 'application/json',
        body,
      },
    ];
  });
}

/**
 * The Pact interactions of a contract: each documented example, answered as documented, and one documented error.
 * Examples that are excluded or disputed, and errors that no fixture of the provider is made for, are left out.
 */
export function interactionsOf(source: InteractionSource): readonly PactInteraction[] {
  const { contract, fixtures } = source;
  const refusing = new Set(contract.errors.map(refusingTrait));
  const ordinary = fixtures.filter(({ traits }) => !traits.some((trait) => refusing.has(trait)));
  const models = ordinary.map((fixture) => requestModel(contract, fixture));
  return [...acceptedOf(source, models, ordinary), ...refusedOf(source)];
}
