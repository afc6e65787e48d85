import type { Schema } from '../../../contract/schema.js';
import { readText, typesOf } from '../read-text.js';

interface Branch {
  text?: string;
  readonly children: Map<string, Branch>;
}

function grow(parameters: ReadonlyMap<string, string>): Branch {
  const root: Branch = { children: new Map() };
  for (const [key, text] of parameters) {
    let branch = root;
    for (const segment of key.split('.')) {
      const child: Branch = branch.children.get(segment) ?? { children: new Map() };
      branch.children.set(segment, child);
      branch = child;
    }
    branch.text = text;
  }
  return root;
}

function branchValue(branch: Branch, schema: Schema): unknown {
  if (branch.text !== undefined) return readText(branch.text, schema);
  if (typesOf(schema).includes('array')) return arrayOf(branch, schema.items ?? {});
  if (typesOf(schema).includes('object')) return objectOf(branch, schema.properties ?? {});
  return undefined;
}

function arrayOf(branch: Branch, items: Schema): readonly unknown[] | undefined {
  const values = [...branch.children]
    .filter(([index]) => /^[1-9]\d*$/.test(index))
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, child]) => branchValue(child, items))
    .filter((value) => value !== undefined);
  return values.length === 0 ? undefined : values;
}

function objectOf(
  branch: Branch,
  properties: Readonly<Record<string, Schema>>,
): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(properties).flatMap(([name, schema]) => {
    const child = branch.children.get(name);
    const value = child === undefined ? undefined : branchValue(child, schema);
    return value === undefined ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/**
 * Reads dotted, 1-based keys back into the members that a flat object schema names. Gaps between indices close;
 * text where a structure belongs stays text; unknown keys stay as text at the top and are dropped below.
 */
export function unflatten(parameters: ReadonlyMap<string, string>, schema: Schema): Readonly<Record<string, unknown>> {
  const root = grow(parameters);
  const properties = schema.properties ?? {};
  const strangers = [...parameters].filter(([key]) => !key.includes('.') && !Object.hasOwn(properties, key));
  return { ...Object.fromEntries(strangers), ...objectOf(root, properties) };
}
