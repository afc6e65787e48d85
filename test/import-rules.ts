import ts from 'typescript';
import { type Import, importsOf, nodesOf, parseSource, type SourceTree } from '../scripts/source-imports.js';

/**
 * What each room may import besides itself and the generated types (docs/decisions, "What may import what" of the
 * design).
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  generated: [],
  contract: [],
  properties: ['contract'],
  suites: ['contract', 'properties'],
  targets: ['contract'],
  reports: ['contract'],
  pact: ['contract', 'properties', 'suites', 'targets'],
  cli: ['contract', 'properties', 'suites', 'targets', 'reports', 'pact'],
  'in-process': ['contract', 'properties', 'suites', 'targets', 'reports'],
  arbitraries: ['contract', 'suites', 'targets'],
  'vitest.ts': ['in-process', 'targets'],
  'properties.ts': ['arbitraries', 'suites'],
  'index.ts': ['contract', 'in-process', 'reports', 'targets'],
};

/**
 * The rooms inside the rooms, top floor first; those of one line know nothing of each other. A file imports from floors
 * below its own only. Files that stand in no inner room (`check.ts`) are named by themselves.
 */
const floors: Readonly<Record<string, readonly (readonly string[])[]>> = {
  contract: [
    ['load'],
    ['facts'],
    ['inspect', 'target.ts'],
    ['contract.ts', 'schema-at.ts', 'values-at.ts'],
    ['errors.ts', 'facets.ts', 'pauses.ts', 'pointer.ts', 'schema.ts', 'timing.ts'],
  ],
  suites: [
    ['replay', 'run-operation.ts'],
    ['plan'],
    ['checks'],
    ['sequences'],
    ['run-subject.ts', 'trials'],
    ['check.ts'],
    ['session'],
    ['doctor', 'judges', 'requests', 'restore'],
    ['credentials', 'findings', 'state'],
    ['exchange', 'secrets'],
  ],
  targets: [['reference', 'target-file'], ['transport'], ['auth'], ['drivers']],
  reports: [['journal'], ['render'], ['compare'], ['redact', 'verdicts']],
  cli: [['main.ts'], ['program.ts'], ['commands'], ['engine'], ['output', 'flags'], ['target'], ['process']],
};

/** The rooms of the product, and the entry point. */
export const rooms: readonly string[] = Object.keys(allowed);

const bannedNames = /(?:^|-)(?:utils?|helpers?|common|misc|managers?)(?:-|$)/;

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

/** Rooms in which nothing waits or reads the time but by what it is handed in. */
const timeless: readonly string[] = ['contract', 'properties', 'suites', 'reports'];

function floorProblem({ from, to, isOwn }: Import): string | undefined {
  const [room = '', inner = ''] = from.split('/');
  const [otherRoom, other = ''] = to.split('/');
  if (!isOwn || room !== otherRoom || inner === other) return undefined;
  const floorOf = (box: string): number => floors[room]?.findIndex((boxes) => boxes.includes(box)) ?? -1;
  const unknown = [inner, other].find((box) => floors[room] !== undefined && floorOf(box) < 0);
  if (unknown !== undefined) return `${room}/${unknown} stands on no floor of test/import-rules.ts`;
  return floors[room] === undefined || floorOf(inner) < floorOf(other)
    ? undefined
    : `${from} may not import ${to}, which stands no floor below it`;
}

function timeProblem({ from, to }: Import): string | undefined {
  return timeless.includes(roomOf(from)) && /^(?:node:)?(?:timers|perf_hooks)(?:\/|$)/.test(to)
    ? `${from} imports ${to}; time is handed in`
    : undefined;
}

function arrowProblem({ from, to, isOwn, isTypeOnly: onlyTypes }: Import): string | undefined {
  if (!isOwn) return undefined;
  const room = roomOf(from);
  const target = roomOf(to);
  if (target === 'generated' && room !== 'generated')
    return onlyTypes ? undefined : `${from} imports more than types from ${to}`;
  if (target !== room && !(allowed[room] ?? []).includes(target)) return `${from} may not import ${to}`;
  const owner = to.includes('/_internals/') ? to.slice(0, to.indexOf('/_internals/')) : undefined;
  return owner === undefined || from.startsWith(`${owner}/`)
    ? undefined
    : `${from} may not import ${to}, which is private to ${owner}`;
}

/** Every circle once, as `a → b → a`; imports of types count. */
function circlesOf(imports: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isOwn } of imports) if (isOwn) next.set(from, [...(next.get(from) ?? []), to]);
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) circles.push([...trail.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const target of next.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return circles;
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

function styleProblems(file: string, source: ts.SourceFile): readonly string[] {
  const nodes = [...nodesOf(source)];
  const isConsole = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === 'console';
  return [
    ...(file.endsWith('.config.ts') || !nodes.some(isDefaultExport) ? [] : [`${file} has a default export`]),
    ...(roomOf(file) === 'cli' || !nodes.some(isConsole) ? [] : [`${file} uses console`]),
    ...(file
      .replace(/(?:\.\w+)+$/, '')
      .split('/')
      .some((part) => bannedNames.test(part))
      ? [`${file} says nothing by its name`]
      : []),
  ];
}

/** Where time comes from, and what watches over something outside the kit: a command, a module of a target file. */
const clocks: ReadonlySet<string> = new Set([
  'targets/transport/process-timing.ts',
  'targets/transport/wall-clock.ts',
  'targets/auth/command.ts',
  'targets/auth/module-function.ts',
]);
const clockNames: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'performance', 'hrtime']);

function isClock(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return clockNames.has(node.text);
  const isDate = (of: ts.Node): boolean => ts.isIdentifier(of) && of.text === 'Date';
  if (ts.isPropertyAccessExpression(node)) return isDate(node.expression) && node.name.text === 'now';
  return ts.isNewExpression(node) && isDate(node.expression) && (node.arguments ?? []).length === 0;
}

function clockProblems(file: string, source: ts.SourceFile): readonly string[] {
  const isHandedIn = roomOf(file) === 'targets' || timeless.includes(roomOf(file));
  return isHandedIn && !clocks.has(file) && [...nodesOf(source)].some(isClock)
    ? [`${file} looks at a clock; time is handed in`]
    : [];
}

/** What breaks the rules of imports, names and time in a source tree, one line each. */
export function importProblems(tree: SourceTree): readonly string[] {
  const parsed = [...tree].map(([file, text]) => [file, parseSource(file, text)] as const);
  const imports = parsed.flatMap(([file, source]) => importsOf(file, source));
  return [
    ...imports.flatMap((entry) => arrowProblem(entry) ?? floorProblem(entry) ?? timeProblem(entry) ?? []),
    ...circlesOf(imports),
    ...parsed.flatMap(([file, source]) => [...styleProblems(file, source), ...clockProblems(file, source)]),
  ];
}
