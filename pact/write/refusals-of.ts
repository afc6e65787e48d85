import type { Contract, DocumentedError } from '../../contract/contract.js';
import { buildTree } from '../../contract/inspect/tree.js';
import { withValueAt } from '../../contract/pointer.js';
import type { Traits } from '../../contract/schema.js';
import { requestModel } from '../../properties/request-model.js';
import { answerTemplate } from './answer-template.js';
import type { InteractionSource, PactInteraction } from './interaction.js';
import { type Matcher, oneOf, type Template } from './template.js';

/** Every answer that is right in the situation of an error: which of several rows is given is the provider's choice. */
function rightAnswers({ errors }: Contract, { provoke }: DocumentedError): readonly DocumentedError[] {
  return errors.filter((other) => JSON.stringify(other.provoke) === JSON.stringify(provoke));
}

function statusOf(rows: readonly DocumentedError[]): { readonly status: number; readonly statusRule?: Matcher } {
  const statuses = new Set(
    rows.flatMap(({ status, clause }) => [
      status,
      ...(clause.rejects.alsoAllowed ?? []).map((answer) => answer.status),
    ]),
  );
  const [only] = statuses;
  return statuses.size === 1 && typeof only === 'number'
    ? { status: only }
    : { status: 400, statusRule: { match: 'statusCode', status: 'clientError' } };
}

function envelopeOf(contract: Contract, traits: Traits, rows: readonly DocumentedError[]): Template {
  const tree = buildTree(contract.envelope, { prefix: '/error', traits, errata: contract.errata });
  const { value, rules } = answerTemplate(tree, undefined, { contract, traits });
  const path = `$${contract.errorCode.replaceAll('/', '.')}`;
  const codes = [...new Set(rows.map(({ code }) => code))];
  // Where the document tolerates another answer, it promises no code.
  const isBound = rows.every(({ clause }) => clause.rejects.alsoAllowed === undefined);
  return {
    value: withValueAt(value, contract.errorCode, codes[0]),
    rules: { ...rules, [path]: isBound ? oneOf(codes) : { match: 'type' } },
  };
}

/** Each documented error that a fixture is made for, on the first such fixture. */
export function refusalsOf({ contract, fixtures, encode }: InteractionSource): readonly PactInteraction[] {
  return contract.errors.flatMap((error): readonly PactInteraction[] => {
    const { provoke, code, clause } = error;
    const rows = rightAnswers(contract, error);
    if (provoke === undefined || !('trait' in provoke) || rows[0] !== error || clause.excluded !== undefined) return [];
    const fixture = fixtures.find(({ traits }) => traits.includes(provoke.trait));
    if (fixture === undefined) return [];
    const model = requestModel(contract, fixture);
    const draft = provoke.with === undefined ? model.base() : { ...model.minimal(), ...provoke.with };
    return [
      {
        description: `an update that is refused with ${code}`,
        fixture,
        request: encode(model.logical(draft)),
        ...statusOf(rows),
        mediaType: 'application/json',
        body: envelopeOf(contract, new Set(fixture.traits), rows),
      },
    ];
  });
}
