import fc from 'fast-check';
import { Patience, type Reason } from '../../gateway/src/call/retry';

test.each([
  ['conflict', 8],
  ['mismatch', 8],
  ['overloaded', 12],
] as const)('a call is tried again after a %s at most %i times', (reason, most) => {
  const patience = new Patience();
  for (let attempt = 0; attempt < most; attempt++) expect(patience.next(reason)).toBeGreaterThan(0);
  expect(patience.next(reason)).toBeUndefined();
});

test('silent peers are asked until the time is up', () => {
  const patience = new Patience({ unavailableFor: 1_000 }, () => 0, 0);
  expect(patience.next('unavailable', 0)).toBe(100);
  expect(patience.next('unavailable', 500)).toBe(200);
  expect(patience.next('unavailable', 900)).toBeUndefined();
});

test('waits grow, are bounded, and differ between callers', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Reason>('conflict', 'mismatch', 'overloaded'),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (reason, chance) => {
        const patience = new Patience({ conflicts: 50, mismatches: 50, overloads: 50 }, () => chance);
        const waits = Array.from({ length: 50 }, () => patience.next(reason) ?? 0);
        expect(waits).toEqual(waits.toSorted((left, right) => left - right));
        expect(Math.max(...waits)).toBeLessThanOrEqual(5_000);
      },
    ),
  );
});

test('the counts of one reason do not use up another', () => {
  const patience = new Patience({ conflicts: 1, mismatches: 1 });
  patience.next('conflict');
  expect(patience.next('conflict')).toBeUndefined();
  expect(patience.next('mismatch')).toBeGreaterThan(0);
});
