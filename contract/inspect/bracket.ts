const single = new Map<string, RegExp>();
const whole = new Map<string, RegExp>();

function cached(cache: Map<string, RegExp>, body: string, source: string): RegExp {
  let expression = cache.get(body);
  if (expression === undefined) {
    expression = new RegExp(source, 'u');
    cache.set(body, expression);
  }
  return expression;
}

/** The regular expression for one code point of a bracket body such as `A-Za-z0-9_.-`. */
export function bracketExpression(body: string): RegExp {
  return cached(single, body, `^[${body}]$`);
}

/** Whether every code point of `text` matches the bracket body. */
export function allMatch(text: string, body: string): boolean {
  return cached(whole, body, `^[${body}]*$`).test(text);
}
