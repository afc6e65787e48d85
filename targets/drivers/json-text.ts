const deepest = 256;

/** Whether brackets nest deeper than any contract does; recursive readers would overflow the stack on such a value. */
function isTooDeep(text: string): boolean {
  if (text.length < 2 * deepest || (text.match(/[[{]/g)?.length ?? 0) <= deepest) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > deepest) return true;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return false;
}

/** Reads JSON; undefined when the text is empty, is not JSON or nests deeper than 256 levels. */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  if (text === '' || isTooDeep(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}
