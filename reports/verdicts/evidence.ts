import type { ClauseSide, Finding, ResultEntry } from '../../generated/journal.js';

/** A finding, with the check and the subject that showed it where they are known. */
export type ShownFinding = Finding & Partial<Pick<ResultEntry, 'check' | 'subject'>>;

/** What a run tells about one clause. */
export interface Evidence {
  /** How often each side was seen as documented. */
  readonly seen: Readonly<Record<ClauseSide, number>>;
  readonly findings: readonly ShownFinding[];
}

/** The evidence about a clause that no result speaks of. */
export const noEvidence: Evidence = { seen: { accept: 0, refuse: 0, observe: 0 }, findings: [] };

/** Gathers, by full clause id, what all results tell. */
export function collectEvidence(results: readonly ResultEntry[]): ReadonlyMap<string, Evidence> {
  const evidence = new Map<string, { readonly seen: Record<ClauseSide, number>; readonly findings: ShownFinding[] }>();
  const of = (clause: string): { readonly seen: Record<ClauseSide, number>; readonly findings: ShownFinding[] } => {
    const known = evidence.get(clause) ?? { seen: { ...noEvidence.seen }, findings: [] };
    evidence.set(clause, known);
    return known;
  };
  for (const { check, subject, tally, findings } of results) {
    for (const { clause, side, count } of tally) of(clause).seen[side] += count;
    for (const finding of findings) of(finding.clause).findings.push({ ...finding, check, subject });
  }
  return evidence;
}
