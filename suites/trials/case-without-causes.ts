import { valueAt } from '../../contract/pointer.js';
import { decodeContent } from '../../properties/request.js';
import { changesBetween, withChanges } from '../requests/request-changes.js';
import type { ViolatingCase } from '../requests/violating-case.js';
import type { Session } from '../session/session.js';
import { withoutCauses } from './without-causes.js';

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * A violating case without what its fixture was found to refuse in valid requests: twin and violation get what was
 * taken in its place, as long as the violation stays the only thing that is wrong. The case itself where its twin holds
 * nothing of the kind, or cannot do without.
 */
export function caseWithoutCauses(session: Session, violating: ViolatingCase): ViolatingCase {
  const { fixture, twin, logical } = violating;
  const model = session.model(fixture);
  const clean = withoutCauses(session, fixture, twin);
  if (clean === twin) return violating;
  const wrong = decodeContent(model.tree, logical);
  // Where the violation has the twin's value it is not what is wrong.
  const shared = changesBetween(twin, clean).filter(({ at, from }) => isSame(valueAt(wrong, at), from));
  const mended = model.logical(withChanges(wrong, shared));
  const [before, after] = [model.judge(logical), model.judge(mended)];
  // What is disputed of a twin that is sent all the same was seen to be taken.
  const inTwin = model.judge(model.logical(clean)).disputed;
  return isSame(before.broken, after.broken) &&
    after.disputed.every((local) => before.disputed.includes(local) || inTwin.includes(local))
    ? { ...violating, twin: clean, logical: mended }
    : violating;
}
