import type { TargetFixture } from '../../contract/target.js';
import type { Shard } from '../../generated/journal.js';
import { resourceIdentity } from '../../suites/exchange/read-back.js';
import type { Plan } from '../../suites/plan/plan.js';

/** Fixtures of one operation that must be asked by the same machine. */
interface Unit {
  readonly operation: string;
  readonly fixtures: readonly string[];
  /** Requests that a conformant target is sent, roughly. */
  readonly work: number;
}

/** What looks at several resources at once, and updates them. */
const overSeveral = 'leaves-others-alone';

function unitsOf({ context, subjects }: Plan): readonly Unit[] {
  const { contract } = context;
  const fixtures = new Map<string, TargetFixture>(subjects.map(({ subject }) => [subject.fixture.id, subject.fixture]));
  const workOf = (id: string): number =>
    subjects
      .filter(({ subject }) => subject.fixture.id === id)
      .reduce((sum, { subject: { requests } }) => sum + 1 + requests.accept + requests.refuse, 0);
  const byResource = new Map<string, Unit>();
  for (const [id, fixture] of [...fixtures].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const resource = resourceIdentity(contract, fixture);
    const known = byResource.get(resource) ?? { operation: contract.id, fixtures: [], work: 0 };
    byResource.set(resource, { ...known, fixtures: [...known.fixtures, id], work: known.work + workOf(id) });
  }
  const units = [...byResource.values()].sort(byWork);
  const asking = subjects.find(({ check }) => check.id === overSeveral)?.subject.fixture.id;
  const first = units.find((unit) => asking !== undefined && unit.fixtures.includes(asking));
  const changeable = new Set(context.changeable.map(({ id }) => id));
  // Two of them stay together, so that one machine sees whether an update of one leaves the other alone.
  const others = units.filter((unit) => unit !== first);
  const second = others.findLast((unit) => unit.fixtures.some((id) => changeable.has(id))) ?? others.at(-1);
  if (first === undefined || second === undefined) return units;
  const pair = {
    operation: contract.id,
    fixtures: [...first.fixtures, ...second.fixtures],
    work: first.work + second.work,
  };
  return [pair, ...units.filter((unit) => unit !== first && unit !== second)];
}

/** The largest first; in a fixed order where two are as large. */
function byWork(a: Unit, b: Unit): number {
  const name = ({ operation, fixtures }: Unit): string => `${operation} ${fixtures.join(' ')}`;
  return b.work - a.work || (name(a) < name(b) ? -1 : 1);
}

/**
 * The fixtures of each operation that fall to one part of a shared run. Every fixture falls to one part: by its work,
 * so that all parts have about as much to do, and the same whoever asks. Fixtures that are one resource stay together.
 */
export function shareOf(plans: readonly Plan[], { index, of }: Shard): ReadonlyMap<string, readonly string[]> {
  const heaps = Array.from({ length: of }, () => ({ work: 0, units: [] as Unit[] }));
  for (const unit of plans.flatMap(unitsOf).sort(byWork)) {
    const lightest = heaps.reduce((least, heap) => (heap.work < least.work ? heap : least));
    lightest.units.push(unit);
    lightest.work += unit.work;
  }
  const own = heaps[index - 1]?.units ?? [];
  return new Map(
    plans.map(({ context: { contract } }) => [
      contract.id,
      own.filter(({ operation }) => operation === contract.id).flatMap(({ fixtures }) => fixtures),
    ]),
  );
}
