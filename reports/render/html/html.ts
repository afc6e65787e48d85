import { createHash } from 'node:crypto';
import { html } from 'ghtml';
import type { ConformanceReport } from '../../../generated/report.js';
import type { ReplayPlace } from '../replay-line.js';
import { isAsked } from '../summary-counts.js';
import { answerOf, answerSection } from './answer.js';
import { causesSection } from './causes.js';
import { matrixSection } from './matrix.js';
import { openClausesSections } from './open-clauses.js';
import { pageScript } from './page-script.js';
import { pageStyle } from './page-style.js';
import { targetText } from './target-text.js';

/** How the page looks. */
export interface HtmlOptions {
  /** Where `replay` finds the run, and the flags with which it asks the same target; absent: only the case is told. */
  readonly replay?: ReplayPlace;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Nothing is loaded, and nothing runs but what stands here (CSP 3), whatever a target managed to put into the page. */
const policy = `default-src 'none'; script-src ${hashOf(pageScript)}; style-src ${hashOf(pageStyle)}; base-uri 'none'; form-action 'none'`;

/**
 * A report as one HTML file that needs nothing else: the answer first, then the causes, then all clauses in the order
 * of their documents, to be filtered and linked to, then what was not verified and why. It is well-formed XML, so that
 * a reader of XML can check it.
 */
export function renderHtml(report: ConformanceReport, { replay }: HtmlOptions = {}): string {
  const operations = report.operations.filter(isAsked);
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${targetText(report.target.name)}: ${answerOf(report)}</title>
<style>!${pageStyle}</style>
</head>
<body>
<a class="skip" href="#clauses">Skip to the clauses</a>
<main>
!${answerSection(report)}
!${causesSection(report.causes, replay)}
!${matrixSection(operations, report.causes)}
!${openClausesSections(operations)}
</main>
<script>!${pageScript}</script>
</body>
</html>
`;
}
