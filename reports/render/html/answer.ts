import { html } from 'ghtml';
import type { ConformanceReport, OperationReport, Verdict, VerdictTotals } from '../../../generated/report.js';
import { isDeviationError } from '../../verdicts/deviations.js';
import { verdicts } from '../../verdicts/totals.js';
import { conclusionOf } from '../conclusion.js';
import { deviationWords } from '../deviation-words.js';
import { failureWords } from '../failure-words.js';
import { plural } from '../layout.js';
import { isAsked, verdictWords } from '../summary-counts.js';
import { linkTo, operationAnchor } from './anchors.js';
import { targetText } from './target-text.js';

/** What a run says of its target, in few words. */
export function answerOf(report: ConformanceReport): string {
  const { exitCode, totals } = report;
  switch (exitCode) {
    case 0:
      return totals['failed-known'] > 0
        ? `deviates as declared: ${plural(totals['failed-known'], 'clause')} failed`
        : 'conformant in everything that was checked';
    case 1:
      return totals.fail > 0 ? `not conformant: ${failureWords(report)}` : conclusionOf(report);
    case 3:
      return `not decided: ${conclusionOf(report)}`;
    default:
      return exitCode satisfies never;
  }
}

function answerFor({ totals }: OperationReport): readonly [Verdict, string] {
  if (totals.fail > 0) return ['fail', 'not conformant'];
  if (totals['failed-known'] > 0) return ['failed-known', 'deviates as declared'];
  if (totals.inconclusive > 0) return ['inconclusive', 'not decided'];
  return totals.pass + totals['non-strict'] === 0 ? ['skipped', 'not verified'] : ['pass', 'conformant where checked'];
}

/** Shares of the verdicts as one bar. It shows what stands beside it in numbers, and is nothing to a screen reader. */
function bar(totals: VerdictTotals): string {
  const all = verdicts.reduce((sum, verdict) => sum + totals[verdict], 0);
  const parts: string[] = [];
  let at = 0;
  for (const verdict of verdicts) {
    const width = all === 0 ? 0 : (100 * totals[verdict]) / all;
    if (width > 0)
      parts.push(html`<rect class="${verdict}" x="${at.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="10"/>`);
    at += width;
  }
  return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">!${parts}</svg>`;
}

function operationRow(operation: OperationReport, columns: readonly Verdict[]): string {
  const { operation: id, title, document, totals, profiles, requests, milliseconds } = operation;
  const [verdict, answer] = answerFor(operation);
  return html`<tr>
<th scope="row"><a href="${linkTo(operationAnchor(id))}">${targetText(title)}</a><p class="source">${targetText(id)}</p></th>
<td><span class="verdict ${verdict}">${answer}</span></td>
<td>${targetText(profiles.core.result)}</td><td>${targetText(profiles.extended.result)}</td>
<td>${targetText(document)}</td>
!${columns.map((each) => html`<td class="number">${totals[each]}</td>`)}
<td class="number">${requests}</td><td class="number">${(milliseconds / 1000).toFixed(1)} s</td>
<td>!${bar(totals)}</td>
</tr>`;
}

function operationTable(operations: readonly OperationReport[]): string {
  const columns = verdicts.filter(
    (verdict) => verdict === 'pass' || verdict === 'fail' || operations.some(({ totals }) => totals[verdict] > 0),
  );
  return html`<div class="scroll" role="region" aria-label="Operations" tabindex="0"><table class="operations">
<caption>Operations and the documents they are held against; clauses by verdict</caption>
<thead><tr><th scope="col">operation</th><th scope="col">answer</th><th scope="col">core</th><th scope="col">extended</th><th scope="col">document and revision</th>
!${columns.map((verdict) => html`<th scope="col" class="number">${verdictWords[verdict]}</th>`)}
<th scope="col" class="number">requests</th><th scope="col" class="number">time</th><th scope="col">shares</th></tr></thead>
<tbody>
!${operations.map((operation) => operationRow(operation, columns))}
</tbody></table></div>`;
}

function facts({
  kit,
  target,
  startedAt,
  finishedAt,
  seed,
  cases,
  strict,
  selection,
  requests,
  exitCode,
}: ConformanceReport): string {
  const seconds =
    finishedAt === undefined ? undefined : ((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1);
  const told: readonly (readonly [string, string | undefined])[] = [
    ['implementation', [target.name, target.version].filter((part) => part !== undefined).join(' ')],
    ['organization', target.organization],
    ['website', target.website],
    ['contact', target.contact],
    ['address', target.url],
    ['started', startedAt],
    ['took', seconds === undefined ? undefined : `${seconds} s, ${plural(requests, 'request')}`],
    ['selected', selection],
    [
      'kit',
      `vpn-conformance ${kit}, seed ${seed}, ${plural(cases, 'random case')} per member${strict ? ', strict: what is non-strict fails' : ''}`,
    ],
    ['exit code', String(exitCode)],
  ];
  return html`<dl class="facts">!${told.map(([label, text]) => (text === undefined ? '' : html`<dt>${label}</dt><dd>${targetText(text)}</dd>`))}</dl>`;
}

/** What the target declares as known, those first that do not hold. */
function deviationSection({ deviations = [] }: ConformanceReport): string {
  if (deviations.length === 0) return '';
  const items = [...deviations]
    .sort((a, b) => Number(isDeviationError(b)) - Number(isDeviationError(a)))
    .map(
      (deviation) =>
        html`<li !${isDeviationError(deviation) ? 'class="alert"' : ''}>${targetText(deviationWords(deviation))}</li>`,
    );
  return html`<section aria-labelledby="deviations"><h2 id="deviations">${plural(deviations.length, 'declared deviation')}</h2><ul>!${items}</ul></section>`;
}

/** The head of the page: who was tested, by what, and what came of it, as a whole and for each operation. */
export function answerSection(report: ConformanceReport): string {
  const { target, completion, defects, exitCode } = report;
  const operations = report.operations.filter(isAsked);
  const unasked = report.operations.filter((operation) => !isAsked(operation));
  const verdict = { 0: 'pass', 1: 'fail', 3: 'inconclusive' }[exitCode];
  const name = [target.name, target.version].filter((part) => part !== undefined).join(' ');
  return html`<header>
<h1>${targetText(name)}: <span class="verdict ${verdict}">${answerOf(report)}</span></h1>
!${completion.state === 'complete' ? '' : html`<p class="alert"><strong>Interrupted:</strong> ${targetText(completion.problem ?? 'no reason known')}</p>`}
!${facts(report)}
</header>
!${operationTable(operations)}
!${deviationSection(report)}
!${unasked.length === 0 ? '' : html`<p>Not claimed by the target: ${targetText(unasked.map(({ operation }) => operation).join(', '))}.</p>`}
!${
    defects.length === 0
      ? ''
      : html`<section aria-labelledby="defects"><h2 id="defects">${plural(defects.length, 'defect of the kit', 'defects of the kit')}</h2><ul>!${defects.map(
          ({ operation, check, subject, message }) =>
            html`<li>${targetText(`${operation} ${check} ${subject}: ${message}`)}</li>`,
        )}</ul></section>`
  }`;
}
