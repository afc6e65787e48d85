import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Source texts by path from the repository's root, with forward slashes. */
export type SourceTree = ReadonlyMap<string, string>;

/** One import of a file. */
export interface Import {
  readonly from: string;
  /** A path of the tree, or a package name. */
  readonly to: string;
  readonly isOwn: boolean;
  readonly isTypeOnly: boolean;
}

/** A source text as a tree of nodes that know their parents. */
export function parseSource(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
}

/** A node and all below it. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node)) return ts.isImportTypeNode(node);
  const clause = node.importClause;
  if (clause === undefined) return false;
  const named = clause.namedBindings;
  const allTypes =
    named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
  return clause.isTypeOnly || (clause.name === undefined && allTypes);
}

function specifierOf(node: ts.Node): string | undefined {
  if (
    (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
    node.moduleSpecifier !== undefined &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    return node.moduleSpecifier.text;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
    return node.argument.literal.text;
  const [argument] =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : [];
  return argument !== undefined && ts.isStringLiteral(argument) ? argument.text : undefined;
}

/** The imports of a file, of types too, be they written at the top, late, or in a type. */
export function importsOf(file: string, source: ts.SourceFile): readonly Import[] {
  return [...nodesOf(source)].flatMap((node): readonly Import[] => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return [];
    const isOwn = specifier.startsWith('.');
    const to = isOwn ? path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts') : specifier;
    return [{ from: file, to, isOwn, isTypeOnly: isTypeOnly(node) }];
  });
}

/** The TypeScript sources below some folders of the repository, and single files of it. */
export function readSources(root: string, places: readonly string[]): SourceTree {
  const files = places.flatMap((place) => {
    if (!existsSync(path.join(root, place))) return [];
    if (place.endsWith('.ts')) return [place];
    return readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${place}/${name.split(path.sep).join('/')}`);
  });
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
}
