import { html } from 'ghtml';
import type { Cause, ClauseReport, OperationReport, SideSeen } from '../../../generated/report.js';
import { verdicts } from '../../verdicts/totals.js';
import { verdictWords } from '../summary-counts.js';
import { causeAnchor, clauseAnchor, linkTo, operationAnchor } from './anchors.js';
import { targetText } from './target-text.js';

type CauseNumbers = ReadonlyMap<string, readonly number[]>;

/** The numbers of the causes that touch a clause, by its id. */
function causeNumbers(causes: readonly Cause[]): CauseNumbers {
  const numbers = new Map<string, number[]>();
  for (const [index, { clauses }] of causes.entries())
    for (const { id } of clauses) numbers.set(id, [...(numbers.get(id) ?? []), index + 1]);
  return numbers;
}

const sideWords: Readonly<Record<SideSeen['side'], string>> = {
  accept: 'accepted',
  refuse: 'refused',
  observe: 'observed',
};

/** What was seen of a clause, in words beside a ring that is full or empty. */
function sideItem({ side, count }: SideSeen): string {
  return html`<li><span aria-hidden="true">${count > 0 ? '●' : '○'}</span> ${count > 0 ? `${sideWords[side]} ×${count}` : `never ${sideWords[side]}`}</li>`;
}

function why({ reason, notes = [], errata = [] }: ClauseReport, numbers: readonly number[]): string {
  return [
    ...(reason === undefined ? [] : [html`<p>${targetText(reason)}</p>`]),
    ...(numbers.length === 0
      ? []
      : [
          html`<p>!${numbers.map((number) => html`<a href="${linkTo(causeAnchor(number))}">cause ${number}</a>`).join(', ')}</p>`,
        ]),
    ...notes.map((note) => html`<p>noted: ${targetText(note)}</p>`),
    ...(errata.length === 0 ? [] : [html`<p>errata: ${targetText(errata.join(', '))}</p>`]),
  ].join('');
}

function row(clause: ClauseReport, operation: string, numbers: CauseNumbers): string {
  const { id, level, basis, statement, source, verdict, sides } = clause;
  const anchor = clauseAnchor(id);
  const local = id.startsWith(operation) ? id.slice(operation.length) : id;
  return html`<tr id="${anchor}" data-level="${level}" data-basis="${basis}" data-verdict="${verdict}">
<td><span class="verdict ${verdict}">${verdictWords[verdict]}</span></td>
<th scope="row"><a href="${linkTo(anchor)}">${targetText(local)}</a><p>${targetText(statement)}</p><p class="source">${targetText(source)}</p></th>
<td>${level}</td><td>${basis}</td>
<td>!${sides.length === 0 ? '' : html`<ul class="sides">!${sides.map(sideItem)}</ul>`}</td>
<td>!${why(clause, numbers.get(id) ?? [])}</td>
</tr>
`;
}

function operationSection({ operation, title, document, clauses }: OperationReport, numbers: CauseNumbers): string {
  const anchor = operationAnchor(operation);
  return html`<section class="operation" data-operation="${clauseAnchor(operation)}" aria-labelledby="${anchor}">
<h3 id="${anchor}">${targetText(title)}</h3>
<div class="scroll" role="region" aria-label="Clauses of ${targetText(operation)}" tabindex="0"><table class="matrix">
<caption>${targetText(document)}</caption>
<thead><tr><th scope="col">verdict</th><th scope="col">clause</th><th scope="col">level</th><th scope="col">basis</th><th scope="col">seen</th><th scope="col">why</th></tr></thead>
<tbody>
!${clauses.map((clause) => row(clause, operation, numbers))}</tbody></table></div>
</section>`;
}

function choice(name: string, options: readonly (readonly [string, string])[]): string {
  return html`<label>${name} <select name="${name}"><option value="">any</option>!${options.map(
    ([value, text]) => html`<option value="${value}">${text}</option>`,
  )}</select></label>`;
}

/** Shown by the script only: without it, it would do nothing. */
function filters(operations: readonly OperationReport[]): string {
  const same = (...words: readonly string[]): readonly (readonly [string, string])[] =>
    words.map((word) => [word, word]);
  return html`<form id="filters" hidden="" autocomplete="off" aria-label="Filter clauses">
!${choice(
    'operation',
    operations.map(({ operation }) => [clauseAnchor(operation), targetText(operation)]),
  )}
!${choice('level', same('must', 'should', 'may'))}
!${choice('basis', same('stated', 'shown', 'known', 'implied'))}
!${choice(
    'verdict',
    verdicts.map((verdict) => [verdict, verdictWords[verdict]]),
  )}
<label>text <input type="search" name="text"/></label>
<button type="button">show all</button>
<output id="shown"></output>
</form>`;
}

/** All clauses of each operation in the order of its document, to be filtered. */
export function matrixSection(operations: readonly OperationReport[], causes: readonly Cause[]): string {
  const numbers = causeNumbers(causes);
  return html`<section aria-labelledby="clauses">
<h2 id="clauses">Clauses</h2>
!${filters(operations)}
!${operations.map((operation) => operationSection(operation, numbers))}
</section>`;
}
