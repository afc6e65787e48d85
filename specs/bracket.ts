const cache = new Map<string, RegExp>();

/** The regular expression for one code point of a bracket body such as `A-Za-z0-9_.-`. */
export function bracketExpression(body: string): RegExp {
  let expression = cache.get(body);
  if (expression === undefined) {
    expression = new RegExp(`^[${body}]$`, 'u');
    cache.set(body, expression);
  }
  return expression;
}

/** Whether every code point of `text` matches the bracket body. */
export function allMatch(text: string, body: string): boolean {
  const expression = bracketExpression(body);
  return [...text].every((character) => expression.test(character));
}
