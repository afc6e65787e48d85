import { percentDecoded, percentEncoded } from '../percent-encoding.js';

/** Fills an OpenAPI path template, percent-encoding every value. */
export function fillTemplate(template: string, textOf: (name: string) => string): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => percentEncoded(textOf(name)));
}

const expressions = new Map<string, RegExp>();

function expressionOf(template: string): RegExp {
  let expression = expressions.get(template);
  if (expression === undefined) {
    const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const parts = template.split(/\{[^}]+\}/).map(literal);
    expression = new RegExp(`^${parts.join('([^/]*)')}$`);
    expressions.set(template, expression);
  }
  return expression;
}

/** The decoded values of a template's parameters in a path; undefined when the path is not of the template. */
export function matchTemplate(template: string, pathname: string): ReadonlyMap<string, string> | undefined {
  const match = expressionOf(template).exec(pathname);
  if (match === null) return undefined;
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  return new Map(names.map((name, index) => [name, percentDecoded(match[index + 1] ?? '')]));
}
