/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
}

const token =
  /<\?xml [^>]*\?>|<!\[CDATA\[.*?\]\]>|<(\/?)([\w-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)+/gsy;
const attribute = /([\w.-]+)="((?:[^"<&]|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)*)"/g;

/** Reads well-formed XML without comments and declarations; throws on anything else. */
export function readXml(text: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  for (const match of text.matchAll(token)) {
    if (match.index !== at) break;
    at += match[0].length;
    const [, closing, name, rest = '', empty] = match;
    if (name === undefined) continue;
    if (closing === '/') {
      const closed = open.pop();
      if (closed?.name !== name || open.length === 0) throw new Error(`</${name}> closes <${closed?.name}>`);
      continue;
    }
    const attributes = Object.fromEntries(
      [...rest.matchAll(attribute)].map(([, key = '', value = '']) => [key, value]),
    );
    const element: XmlElement = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    if (empty !== '/') open.push(element);
  }
  if (at !== text.length) throw new Error(`not well-formed at: ${text.slice(at, at + 80)}`);
  const [document, ...more] = root.children;
  if (document === undefined || more.length > 0 || open.length > 1) throw new Error('not exactly one document element');
  return document;
}
