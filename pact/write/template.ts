/** A matching rule of Pact's specification, version 4. */
export type Matcher =
  | { readonly match: 'type'; readonly min?: number }
  | { readonly match: 'integer' }
  | { readonly match: 'regex'; readonly regex: string }
  | { readonly match: 'statusCode'; readonly status: 'success' | 'clientError' };

/** A value of an answer, with the rules that its parts are matched by: path (`$.a.b`, `$.list[*]`) to rule. */
export interface Template {
  readonly value: unknown;
  readonly rules: Readonly<Record<string, Matcher>>;
}

/** One of these texts, and nothing else. */
export function oneOf(texts: readonly string[]): Matcher {
  const literals = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { match: 'regex', regex: `^(?:${literals.join('|')})$` };
}

/** An object of these members. */
export function allOf(members: readonly (readonly [string, Template])[]): Template {
  return {
    value: Object.fromEntries(members.map(([name, { value }]) => [name, value])),
    rules: Object.assign({}, ...members.map(([, { rules }]) => rules)),
  };
}
