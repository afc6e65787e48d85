import { describe, expect, it } from 'vitest';
import { createRequestGate, type GateLimits } from '../../../targets/transport/request-gate.js';

/** A gate on a clock that only the test moves. */
function gateAt(limits: GateLimits): {
  readonly gate: ReturnType<typeof createRequestGate>;
  readonly clock: { now: number };
} {
  const clock = { now: 1000 };
  return { gate: createRequestGate(limits, () => clock.now), clock };
}

describe('a request gate', () => {
  it('admits as many requests as the budget has, and then none', () => {
    const { gate } = gateAt({ maxRequests: 3 });
    const admitted = Array.from({ length: 5 }, () => 'waitMs' in gate.admit('check'));
    expect(admitted).toEqual([true, true, true, false, false]);
    expect(gate.admitted).toBe(3);
    expect(gate.admit('check')).toEqual({ refused: 'the budget of 3 requests is used up' });
  });
  it('keeps what is reserved for restoring', () => {
    const { gate } = gateAt({ maxRequests: 3, reserved: 2 });
    const purposes = ['check', 'check', 'restore', 'check', 'restore', 'restore'] as const;
    expect(purposes.map((purpose) => 'waitMs' in gate.admit(purpose))).toEqual([true, false, true, false, true, false]);
  });
  it('spreads requests evenly, so that no second holds more than the rate', () => {
    const { gate, clock } = gateAt({ rate: 4 });
    const at = Array.from({ length: 12 }, (_, index) => {
      clock.now += index === 6 ? 3000 : 10;
      const admission = gate.admit('check');
      return 'waitMs' in admission ? clock.now + admission.waitMs : Number.NaN;
    });
    for (const start of at)
      expect(at.filter((time) => time >= start && time < start + 1000).length).toBeLessThanOrEqual(4);
  });
  it('lets the first request go at once, also after a pause', () => {
    const { gate, clock } = gateAt({ rate: 1 });
    expect(gate.admit('check')).toEqual({ waitMs: 0 });
    clock.now += 5000;
    expect(gate.admit('check')).toEqual({ waitMs: 0 });
  });
  it('admits only restoring once it is stopped', () => {
    const { gate } = gateAt({});
    gate.stop();
    expect(gate.admit('check')).toEqual({ refused: 'the run was interrupted' });
    expect(gate.admit('restore')).toEqual({ waitMs: 0 });
  });
  it('admits only restoring once the time for checks is over, whichever gate on the memory began', () => {
    const { gate, clock } = gateAt({ maxMs: 10_000, reservedMs: 2000 });
    const other = createRequestGate({ maxMs: 10_000, reservedMs: 2000 }, () => clock.now, gate.memory);
    clock.now += 7999;
    expect([gate.isOver, other.admit('check')]).toEqual([false, { waitMs: 0 }]);
    clock.now += 1;
    const refused = 'the time of the run is over (--max-time, 10 s, 2 s of them kept for restoring fixtures)';
    expect([gate.isOver, gate.stopped, other.admit('check'), other.admit('restore')]).toEqual([
      true,
      false,
      { refused },
      { waitMs: 0 },
    ]);
  });
  it('shares budget, rate and stop with a gate on the same memory', () => {
    const clock = (): number => 1000;
    const first = createRequestGate({ maxRequests: 2, rate: 10 }, clock);
    const second = createRequestGate({ maxRequests: 2, rate: 10 }, clock, first.memory);
    expect([first.admit('check'), second.admit('check')]).toEqual([{ waitMs: 0 }, { waitMs: 100 }]);
    expect('refused' in first.admit('check')).toBe(true);
    second.stop();
    expect(first.stopped).toBe(true);
  });
});
