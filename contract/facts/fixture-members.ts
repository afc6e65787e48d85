import type { Contract } from '../contract.js';
import type { Schema } from '../schema.js';

/** A request member whose value names something on the target. */
export interface FixtureMember {
  readonly name: string;
  /** Whether every update needs it. */
  readonly required: boolean;
  readonly description?: string;
}

function* marked(schema: Schema, required: boolean): Generator<FixtureMember> {
  const owner = schema.contentSchema ?? schema;
  for (const [name, child] of Object.entries(owner.properties ?? {})) {
    const always = required && (owner.required?.includes(name) ?? false);
    const { description } = child;
    if (child['x-fixture'] === true)
      yield { name, required: always, ...(description === undefined ? {} : { description }) };
    yield* marked(child, always);
  }
  if (owner.items !== undefined) yield* marked(owner.items, false);
}

/** The members that a fixture of a contract may have values for, those of the update first. */
export function fixtureMembers({ update, readBack }: Contract): readonly FixtureMember[] {
  const all = [
    ...marked(update.request, true),
    ...(readBack === undefined ? [] : [...marked(readBack.request, false)]),
  ];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}
