import { html } from 'ghtml';
import type { ClauseReport, Verdict } from '../../generated/report.js';
import type { MatrixColumn, MatrixRow, OperationMatrix } from '../compare/publication-matrix.js';
import { plainPage } from './html/plain-page.js';
import { targetText } from './html/target-text.js';
import { plural } from './layout.js';
import { cell, code, prose } from './markdown-text.js';

const marks: Readonly<Record<Verdict, string>> = {
  pass: '✓',
  'non-strict': '~',
  fail: '✗',
  'failed-known': '✗ (known)',
  inconclusive: '?',
  skipped: '–',
  unsupported: 'n/a',
  'not-scored': '(new)',
  excluded: '–',
};

/** What the marks stand for. */
const legend =
  '✓ pass, ~ non-strict, ✗ failed, ✗ (known) failed as declared, ? inconclusive, – not checked, n/a not claimed, (new) not scored';

function markOf(clause: ClauseReport | undefined): string {
  return clause === undefined ? '' : marks[clause.verdict];
}

function nameOf({ implementation, report: { target } }: MatrixColumn): string {
  const version = target.version === undefined ? '' : ` ${target.version}`;
  return target.organization === undefined
    ? `${implementation}${version}`
    : `${implementation}${version} (${target.organization})`;
}

/** Whether all implementations keep a clause, or none was asked about it: nothing to compare. */
function isPlain({ cells }: MatrixRow): boolean {
  return cells.every((own) => own?.verdict === 'pass') || cells.every((own) => own?.verdict === 'excluded');
}

const heads: readonly string[] = ['implementation', 'core', 'extended', 'passed', 'failed', 'known', 'date', 'kit'];

function factsOf(column: MatrixColumn): readonly string[] {
  const { own, report } = column;
  const { totals, profiles } = own;
  return [
    nameOf(column),
    profiles.core.result,
    profiles.extended.result,
    String(totals.pass),
    String(totals.fail),
    String(totals['failed-known']),
    report.startedAt.slice(0, 10),
    report.kit,
  ];
}

function operationMarkdown({ operation, document, columns, rows }: OperationMatrix): readonly string[] {
  const told = rows.filter((row) => !isPlain(row));
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [
    `## ${prose(operation)}`,
    '',
    prose(document),
    '',
    line(heads),
    `|${heads.map(() => '---|').join('')}`,
    ...columns.map((column) => line(factsOf(column).map(prose))),
    '',
    ...(told.length === 0
      ? [`${plural(rows.length, 'clause')}: all implementations keep what is checked.`]
      : [
          line(['clause', ...columns.map(({ implementation }) => prose(implementation))]),
          `|---|${columns.map(() => ':---:|').join('')}`,
          ...told.map(({ clause, cells }) => line([code(clause.slice(operation.length)), ...cells.map(markOf)])),
          '',
          `${plural(rows.length - told.length, 'further clause')} that all of them keep, or that nobody can check.`,
        ]),
    '',
  ];
}

/** Implementations beside each other as Markdown: what they come to, and the clauses in which they differ or fail. */
export function matrixMarkdown(matrices: readonly OperationMatrix[]): string {
  const lines = ['# Conformance of implementations', '', legend, '', ...matrices.flatMap(operationMarkdown)];
  return `${lines.join('\n').trimEnd()}\n`;
}

function row({ clause, told, cells }: MatrixRow, operation: string): string {
  return html`<tr><th scope="row">${targetText(clause.slice(operation.length))}<p>${targetText(told.statement)}</p></th>!${cells.map(
    (own) =>
      html`<td>!${own === undefined ? '' : html`<span class="verdict ${own.verdict}" title="${targetText(own.reason ?? own.verdict)}">${marks[own.verdict]}</span>`}</td>`,
  )}</tr>
`;
}

function operationHtml({ operation, title, document, columns, rows }: OperationMatrix): string {
  return html`<section aria-labelledby="${targetText(operation)}"><h2 id="${targetText(operation)}">${targetText(title)}</h2><p class="source">${targetText(document)}</p>
<div class="scroll" role="region" aria-label="Implementations of ${targetText(operation)}" tabindex="0"><table>
<thead><tr>!${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>
!${columns.map((column) => html`<tr>!${factsOf(column).map((fact, index) => (index === 0 ? html`<th scope="row">${targetText(fact)}</th>` : html`<td>${targetText(fact)}</td>`))}</tr>`)}
</tbody></table></div>
<div class="scroll" role="region" aria-label="Clauses of ${targetText(operation)}" tabindex="0"><table>
<thead><tr><th scope="col">clause</th>!${columns.map(({ implementation }) => html`<th scope="col">${targetText(implementation)}</th>`)}</tr></thead><tbody>
!${rows.map((own) => row(own, operation))}</tbody></table></div></section>
`;
}

/** The same as one HTML page that needs nothing else, with every clause. */
export function matrixHtml(matrices: readonly OperationMatrix[]): string {
  const body = html`<h1>Conformance of implementations</h1><p>${legend}</p>
!${matrices.map(operationHtml)}`;
  return plainPage('Conformance of implementations', body);
}
