import type { ConformanceReport } from '../../generated/report.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import { clause, end, exchange, finding, operationEntry, result, run, seen } from './sample-journal.js';

/** A report of so many clauses, each of which is a cause of its own, as if no two had been answered alike. */
export function manyCauses(count: number): ConformanceReport {
  const locals = Array.from({ length: count }, (_, index) => `/member_${index}/of_an_object#type`);
  const body = JSON.stringify({ name: 'a'.repeat(300) });
  const report = buildReport([
    run,
    operationEntry(
      locals.map((local) =>
        clause(local, { statement: `a member of some object is text of up to 255 characters, ${local}` }),
      ),
    ),
    result({
      findings: locals.map((local) => finding(local, { exchange: exchange({}, body) })),
      tally: locals.flatMap((local) => seen(local, 'accept')),
    }),
    end,
  ]);
  const causes = report.causes.flatMap((cause) =>
    cause.clauses.map((own) => ({ ...cause, clauses: [own], minimal: { ...cause.minimal, clause: own.id } })),
  );
  return { ...report, causes };
}
