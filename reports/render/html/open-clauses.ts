import { html } from 'ghtml';
import type { OperationReport, Verdict } from '../../../generated/report.js';
import { plural } from '../layout.js';
import { type ReasonGroup, reasonGroups } from '../reason-groups.js';
import { clauseAnchor, linkTo } from './anchors.js';
import { targetText } from './target-text.js';

const titles: readonly (readonly [Verdict, string])[] = [
  ['inconclusive', 'Inconclusive'],
  ['skipped', 'Skipped: what to create'],
  ['not-scored', 'Not scored: newer than the requirement set'],
  ['unsupported', 'Not supported by the target'],
  ['excluded', 'Not checked by the kit'],
];

function group({ reason, clauses }: ReasonGroup): string {
  return html`<details><summary>${targetText(reason)} (${plural(clauses.length, 'clause')})</summary><ul>!${clauses.map(
    ({ id }) => html`<li><a href="${linkTo(clauseAnchor(id))}">${targetText(id)}</a></li>`,
  )}</ul></details>`;
}

/** The clauses that were not verified, by what stood in the way. */
export function openClausesSections(operations: readonly OperationReport[]): string {
  return titles
    .map(([verdict, title]) => {
      const groups = reasonGroups(operations, verdict);
      if (groups.length === 0) return '';
      return html`<section aria-labelledby="open-${verdict}"><h2 id="open-${verdict}">${title}</h2>!${groups.map(group)}</section>`;
    })
    .join('\n');
}
