import { html } from 'ghtml';
import type { Cause, CauseClause } from '../../../generated/report.js';
import { causeWords } from '../cause-words.js';
import { describeCase, type Fact } from '../describe-case.js';
import { headlineOf } from '../headline.js';
import { plural } from '../layout.js';
import { type ReplayPlace, replayLine } from '../replay-line.js';
import { causeAnchor, clauseAnchor, linkTo } from './anchors.js';
import { targetText } from './target-text.js';

/** How many causes are open when the page is. */
const open = 10;

/** How many causes are told with what was sent and came; of the rest the page says how to see it. */
const toldInFull = 300;
const inShort: ReadonlySet<string> = new Set(['expected', 'actual', 'replay']);

/** Characters that the bodies of all causes may take together; each cause has its share of them, within limits. */
const bodies = 1_000_000;
const [shortestBody, longestBody] = [100, 4000];

function factRow({ label, text, verbatim }: Fact, most: number): string {
  // Half a command is a wrong one.
  const told = verbatim === true && text.length > most ? `${text.length} characters; report.json has them` : text;
  return html`<dt>${label}</dt><dd>!${verbatim === true ? html`<code>${targetText(told, most)}</code>` : html`${targetText(told)}`}</dd>`;
}

function clauseLine({ id, level, basis, statement, source, change }: CauseClause, isAlone: boolean): string {
  // The headline says it of a clause that is alone.
  const rest = isAlone ? '' : `: ${statement}`;
  return html`<li><a href="${linkTo(clauseAnchor(id))}">${targetText(id)}</a> (${level}, ${basis}; ${targetText(source)})${targetText(rest)}!${
    change === undefined ? '' : html`; <code>${targetText(change, 300)}</code>`
  }</li>`;
}

function causeArticle(cause: Cause, number: number, replay: ReplayPlace | undefined, share: number): string {
  const { clauses, verdict, minimal } = cause;
  const anchor = causeAnchor(number);
  const all = describeCase(cause, replay === undefined ? undefined : replayLine(replay, number), {
    longestBody: share,
    curl: number <= toldInFull,
  });
  const facts = number <= toldInFull ? all : all.filter(({ label }) => inShort.has(label));
  const clauseList = html`<ul>!${clauses.map((clause) => clauseLine(clause, clauses.length === 1))}</ul>`;
  return html`<article id="${anchor}" aria-labelledby="${anchor}-title">
<h3 id="${anchor}-title"><a href="${linkTo(anchor)}">${number}.</a> <span class="verdict ${verdict}">${causeWords[verdict]}</span> ${targetText(headlineOf(cause))}</h3>
!${clauses.length === 1 ? clauseList : html`<details><summary>${plural(clauses.length, 'clause')} alike; the smallest case is of ${targetText(minimal.clause)}</summary>!${clauseList}</details>`}
<details !${number <= open ? 'open="" ' : ''}class="case"><summary>How cause ${number} shows</summary>
<dl class="facts">!${facts.map((fact) => factRow(fact, 3 * share + 2000))}</dl>
</details>
</article>`;
}

/**
 * What went wrong, each cause once: what differs, its rules and their places, and what was sent and came, with the
 * commands that show it again.
 */
export function causesSection(causes: readonly Cause[], replay: ReplayPlace | undefined): string {
  const share = Math.min(longestBody, Math.max(shortestBody, Math.floor(bodies / Math.max(1, causes.length))));
  return html`<section aria-labelledby="causes">
<h2 id="causes">${plural(causes.length, 'cause')}</h2>
!${causes.length > toldInFull ? html`<p>What was sent and came stands here for the first ${toldInFull} causes, for all in report.json.</p>` : ''}
!${causes.length === 0 ? html`<p>Nothing unexpected was seen.</p>` : causes.map((cause, index) => causeArticle(cause, index + 1, replay, share)).join('\n')}
</section>`;
}
