import type { DeviationReport } from '../../generated/report.js';
import { plural } from './layout.js';

function followUp({ issue, since, expires }: DeviationReport): string {
  const parts = [
    ...(issue === undefined ? [] : [issue]),
    ...(since === undefined ? [] : [`since ${since}`]),
    ...(expires === undefined ? [] : [`until ${expires}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** What became of a declared deviation and, where it does not hold, what to do about it. */
function outcomeWords({ outcome, expires, clauses }: DeviationReport): string {
  switch (outcome) {
    case 'holds':
      return `${plural(clauses.length, 'clause')} failed as declared`;
    case 'undecided':
      return 'not decided by this run';
    case 'passes':
      return 'PASSES now: take it out of the declaration';
    case 'expired':
      return `EXPIRED on ${expires}: mend what fails, or give it a later day`;
    case 'unmatched':
      return 'MATCHES NOTHING: no clause that is checked has such an id; mend the id or take it out';
    case 'unreasoned':
      return 'WITHOUT A REASON: say why the failure is accepted';
    default:
      return outcome satisfies never;
  }
}

/** A declared deviation in one line: its clauses, what became of it, and why it was declared. */
export function deviationWords(deviation: DeviationReport): string {
  const { clause, reason } = deviation;
  return `${clause}: ${outcomeWords(deviation)}; ${reason}${followUp(deviation)}`;
}
