import ts from 'typescript';

/** A promise of docs/trust.md and the test that holds it. */
export interface PromiseRow {
  readonly section: string;
  readonly promise: string;
  readonly file: string;
  readonly title: string;
}

const columns = '| promise | test file | test title |';

/** The rows of the page. A line of a table that is no row is one, with empty cells: it names no test. */
export function promisesOf(page: string): readonly PromiseRow[] {
  let section = '';
  return page.split('\n').flatMap((line): readonly PromiseRow[] => {
    if (line.startsWith('## ')) section = line.slice(3);
    if (!line.startsWith('|') || line === columns || /^\|[-|]+\|$/.test(line)) return [];
    const [promise = '', file = '', title = ''] = line
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
    return [{ section, promise, file, title }];
  });
}

/** The name behind `.each(…)`, `.only` and the like: `it`, `test`, `describe`. */
function nameCalled(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee) ? nameCalled(callee.expression) : '';
}

/** The titles of the tests of a file as it spells them, each behind those of the groups around it. */
function titlesOf(source: string): readonly (readonly string[])[] {
  const titles: (readonly string[])[] = [];
  const visit = (node: ts.Node, groups: readonly string[]): void => {
    let around = groups;
    if (ts.isCallExpression(node)) {
      const [title] = node.arguments;
      const name = nameCalled(node.expression);
      if (title !== undefined && ts.isStringLiteralLike(title) && node.arguments.length > 1) {
        if (name === 'describe') around = [...groups, title.text];
        if (name === 'it' || name === 'test') titles.push([...groups, title.text]);
      }
    }
    ts.forEachChild(node, (child) => visit(child, around));
  };
  visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.ES2023, true), []);
  return titles;
}

/** What is wrong with the rows; `read` gives the text of a file, or undefined where there is none. */
export function promiseProblems(
  rows: readonly PromiseRow[],
  read: (file: string) => string | undefined,
): readonly string[] {
  const seen = new Set<string>();
  return rows.flatMap(({ promise, file, title }) => {
    const problems = [];
    if (promise === '' || file === '' || title === '')
      problems.push(`not a row of three cells: ${promise} ${file} ${title}`.trim());
    if (seen.has(promise)) problems.push(`twice: ${promise}`);
    seen.add(promise);
    const source = read(file);
    if (source === undefined) return [...problems, `${promise}: no file ${file}`];
    const named = titlesOf(source).filter((path) => path.at(-1) === title || path.join(' > ') === title);
    if (named.length === 0) problems.push(`${promise}: ${file} has no test "${title}"`);
    if (named.length > 1)
      problems.push(`${promise}: ${file} has ${named.length} tests "${title}"; put their groups in front`);
    return problems;
  });
}
