import { html } from 'ghtml';
import type { ClauseReport, ConformanceReport } from '../../generated/report.js';
import {
  type ChangeKind,
  type ClauseChange,
  type Comparison,
  changeKinds,
  comparisonCode,
} from '../compare/compare-reports.js';
import { onOneLine } from './headline.js';
import { plainPage } from './html/plain-page.js';
import { targetText } from './html/target-text.js';
import { plural, wrap } from './layout.js';
import { code, prose } from './markdown-text.js';

const titles: Readonly<Record<ChangeKind, readonly [string, string]>> = {
  regression: ['regression', 'regressions'],
  fix: ['fix', 'fixes'],
  lost: ['no longer decided', 'no longer decided'],
  gained: ['now decided', 'now decided'],
  new: ['new clause', 'new clauses'],
  gone: ['clause gone', 'clauses gone'],
  evidence: ['shows otherwise', 'show otherwise'],
};

function titleOf(kind: ChangeKind, count: number): string {
  return plural(count, ...titles[kind]);
}

function groups({ changes }: Comparison): readonly (readonly [ChangeKind, readonly ClauseChange[]])[] {
  return changeKinds
    .map((kind) => [kind, changes.filter((change) => change.kind === kind)] as const)
    .filter(([, own]) => own.length > 0);
}

function verdictWords(clause: ClauseReport | undefined): string {
  if (clause === undefined) return 'not there';
  return clause.wouldBe === undefined ? clause.verdict : `${clause.verdict} (${clause.wouldBe})`;
}

function stepOf({ before, after }: ClauseChange): string {
  return `${verdictWords(before)} → ${verdictWords(after)}`;
}

/** Why a clause is as it is now, or why it was so where it is gone. */
function whyOf({ before, after }: ClauseChange): string | undefined {
  return (after ?? before)?.reason;
}

function nameOf({ target, startedAt, kit }: ConformanceReport): string {
  const version = target.version === undefined ? '' : ` ${target.version}`;
  return `${target.name}${version}, ${startedAt}, kit ${kit}`;
}

/** What a comparison comes to, in words. */
function comparisonWords(comparison: Comparison): string {
  const found = groups(comparison).map(([kind, { length }]) => titleOf(kind, length));
  return [...(found.length === 0 ? ['nothing changed'] : found), `${comparison.unchanged} as before`].join(', ');
}

/** Two reports beside each other, for a terminal. Ends with a line break. */
export function comparisonText(comparison: Comparison, width: number): string {
  const { before, after, misfits } = comparison;
  const lines = [
    `before  ${onOneLine(nameOf(before))}`,
    `after   ${onOneLine(nameOf(after))}`,
    ...misfits.map((misfit) => `DO NOT FIT  ${wrap(onOneLine(misfit), width, 12)}`),
    ...groups(comparison).flatMap(([kind, own]) => [
      '',
      titleOf(kind, own.length),
      ...own.flatMap((change) => {
        const why = whyOf(change);
        return [
          `  ${onOneLine(change.clause)}: ${stepOf(change)}`,
          `    ${wrap(onOneLine(why === undefined ? change.statement : `${change.statement}; ${why}`), width, 4)}`,
        ];
      }),
    ]),
    '',
    `${comparisonWords(comparison)}; exit code ${comparisonCode(comparison)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** GitHub refuses comments above 65,536 characters. */
const mostOfAKind = 40;

/** The same as GitHub Flavored Markdown. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { before, after, misfits } = comparison;
  const lines = [
    `### vpn-conformance: ${comparisonWords(comparison)}`,
    '',
    `- before: ${prose(nameOf(before))}`,
    `- after: ${prose(nameOf(after))}`,
    ...misfits.map((misfit) => `- **do not fit:** ${prose(misfit)}`),
    ...groups(comparison).flatMap(([kind, own]) => [
      '',
      `**${titleOf(kind, own.length)}**`,
      '',
      ...own.slice(0, mostOfAKind).map((change) => {
        const why = whyOf(change);
        return `- ${code(change.clause)}: ${stepOf(change)}; ${prose(change.statement)}${why === undefined ? '' : `: ${code(why)}`}`;
      }),
      ...(own.length > mostOfAKind ? [`- … and ${own.length - mostOfAKind} more`] : []),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function verdictCell(clause: ClauseReport | undefined): string {
  return html`<span class="verdict ${clause?.verdict ?? 'excluded'}">${verdictWords(clause)}</span>`;
}

function changeRow(change: ClauseChange): string {
  return html`<tr><th scope="row">${targetText(change.clause)}<p>${targetText(change.statement)}</p></th><td>!${verdictCell(change.before)}</td><td>!${verdictCell(change.after)}</td><td>${targetText(whyOf(change) ?? '')}</td></tr>
`;
}

/** The same as one HTML page that needs nothing else. */
export function comparisonHtml(comparison: Comparison): string {
  const { before, after, misfits } = comparison;
  const body = html`<h1>${comparisonWords(comparison)}</h1>
<dl class="facts"><dt>before</dt><dd>${targetText(nameOf(before))}</dd><dt>after</dt><dd>${targetText(nameOf(after))}</dd></dl>
!${misfits.map((misfit) => html`<p class="alert"><strong>Do not fit together:</strong> ${targetText(misfit)}</p>`)}
!${groups(comparison).map(
    ([
      kind,
      own,
    ]) => html`<section aria-labelledby="${kind}"><h2 id="${kind}">${titleOf(kind, own.length)}</h2><div class="scroll" role="region" aria-label="${kind}" tabindex="0"><table>
<thead><tr><th scope="col">clause</th><th scope="col">before</th><th scope="col">after</th><th scope="col">why</th></tr></thead><tbody>
!${own.map(changeRow)}</tbody></table></div></section>`,
  )}`;
  return plainPage(`Comparison: ${after.target.name}`, body);
}
