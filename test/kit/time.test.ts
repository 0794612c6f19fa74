import fc from 'fast-check';
import { days30, yearFraction } from '../../chaincode/src/kit/value/daycount';
import {
  addDays,
  addMonths,
  dayFromEpoch,
  daysBetween,
  epochDays,
  fromMillis,
  isAfter,
  isBefore,
  isDay,
  isInstant,
  toMillis,
  WINDOW_MS,
} from '../../chaincode/src/kit/value/time';

const LAST = Date.parse('2199-12-31T23:59:59.999Z');
const FIRST = Date.parse('1900-01-01T00:00:00.000Z');

test('instants agree with the calendar of the language', () => {
  fc.assert(
    fc.property(fc.integer({ min: FIRST, max: LAST }), (millis) => {
      const text = new Date(millis).toISOString();
      expect(fromMillis(millis)).toBe(text);
      expect(toMillis(text)).toBe(millis);
      expect(dayFromEpoch(epochDays(text.slice(0, 10)))).toBe(text.slice(0, 10));
    }),
  );
});

test.each(['2023-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '1899-12-31', '24-01-01', '2024-1-1', ''])(
  '%j is no day',
  (text) => {
    expect(isDay(text)).toBe(false);
  },
);

test.each([
  '2024-01-01T24:00:00.000Z',
  '2024-01-01T00:00:60.000Z',
  '2024-01-01T00:00:00Z',
  '2024-01-01T00:00:00.000+01:00',
  '2024-01-01',
])('%j is no instant of ours', (text) => {
  expect(isInstant(text)).toBe(false);
});

test('a month later is the same date or the last of the month', () => {
  expect([
    addMonths('2024-01-31', 1),
    addMonths('2023-01-31', 1),
    addMonths('2024-12-15', 2),
    addMonths('2024-03-31', -1),
  ]).toEqual(['2024-02-29', '2023-02-28', '2025-02-15', '2024-02-29']);
});

test('days are counted from the first, exclusive', () => {
  expect(daysBetween('2024-01-01', '2024-01-31')).toBe(30);
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
});

test.each([
  ['2024-01-31', '2024-02-29', 29],
  ['2024-01-30', '2024-03-31', 60],
  ['2024-01-29', '2024-03-31', 62],
  ['2024-01-01', '2025-01-01', 360],
])('30/360 US from %s to %s is %i days', (from, until, days) => {
  expect(days30(from, until)).toBe(days);
});

test('ACT/ACT splits at the turn of the year: a leap day weighs 1/366', () => {
  expect(yearFraction('ACT/ACT', '2023-12-31', '2024-01-02')).toEqual({
    numerator: 366n + 365n,
    denominator: 365n * 366n,
  });
  expect(yearFraction('ACT/365', '2024-01-01', '2024-07-01')).toEqual({ numerator: 182n, denominator: 365n });
});

describe('before and after a moment', () => {
  const MOMENT = '2026-03-02T09:00:00.000Z';

  test.each([
    ['2026-03-02T08:59:59.999Z', true, false],
    ['2026-03-02T09:00:00.000Z', false, false],
    ['2026-03-02T09:00:19.999Z', false, false],
    ['2026-03-02T09:00:20.000Z', false, true],
  ])('by the stamp %s', (now, before, after) => {
    expect([isBefore(now, MOMENT), isAfter(now, MOMENT)]).toEqual([before, after]);
  });

  test('are never both open at one true time, whatever the clocks of two callers within the window', () => {
    const off = fc.integer({ min: -WINDOW_MS, max: WINDOW_MS });
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 60_000 }), off, off, (past, left, right) => {
        const at = (by: number) => fromMillis(toMillis(MOMENT) + past + by);
        expect(isBefore(at(left), MOMENT) && isAfter(at(right), MOMENT)).toBe(false);
      }),
    );
  });
});
