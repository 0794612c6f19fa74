import type { Zone } from '../../../chaincode/src/kit/value/zone';
import type { Hours } from '../../../chaincode/src/merchant/records/hours';
import { isOpen, mustBeHours } from '../../../chaincode/src/merchant/rules/hours';
import { BERLIN, HOUR } from '../service/market';

const UTC: Zone = {
  zone: 'Etc/UTC',
  from: '2026-01-01T00:00:00.000Z',
  offsets: [{ until: '2030-01-01T00:00:00.000Z', offsetMinutes: 0 }],
};
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const hours = (windows: readonly string[], closedOn: string[] = [], days = everyDay): Hours => ({
  ...{ merchant: 'registry/wash', zone: 'Etc/UTC', bays: ['B1'], closedOn },
  week: days.flatMap((weekday) =>
    windows.map((window) => {
      const [from = '', until = ''] = window.split('–');
      return { weekday, from, until };
    }),
  ),
});
const opens = (what: Hours, start: string, span: number, zone = UTC): boolean => {
  const from = Date.parse(start);
  return isOpen(what, zone, new Date(from).toISOString(), new Date(from + span * HOUR).toISOString());
};

test.each([
  ['M28, cal.diy#21912: openings that meet are one', hours(['08:00–12:00', '12:00–18:00']), '11:30', 1, true],
  ['in any order', hours(['12:00–18:00', '08:00–12:00']), '08:00', 10, true],
  ['that overlap too', hours(['08:00–13:00', '12:00–18:00']), '08:00', 10, true],
  ['a break of a minute is a break', hours(['08:00–12:00', '12:01–18:00']), '11:30', 1, false],
  ['after closing it is closed', hours(['08:00–12:00', '12:00–18:00']), '17:30', 1, false],
  ['M28, cal.diy#6323: day and night, over midnight', hours(['00:00–24:00']), '23:30', 1, true],
  ['day and night, work of 36 h', hours(['00:00–24:00']), '20:00', 36, true],
  ['day and night, written with midnight as 00:00', hours(['00:00–12:00', '12:00–00:00']), '23:00', 12, true],
  ['M28, slotmachine#22: 22 to 02', hours(['22:00–02:00']), '23:30', 1, true],
  ['22 to 02, before midnight', hours(['22:00–02:00']), '22:00', 4, true],
  ['22 to 02, after midnight', hours(['22:00–02:00']), '00:30', 1, true],
  ['22 to 02, to its end and no further', hours(['22:00–02:00']), '01:30', 1, false],
  ['22 to 02, not at noon', hours(['22:00–02:00']), '12:00', 1, false],
  ['22 to 02 and 02 to 06 meet', hours(['22:00–02:00', '02:00–06:00']), '23:00', 6, true],
  ['36 h at a shop that closes at night', hours(['08:00–18:00']), '10:00', 36, false],
])('%s', (_name, what, clock, span, expected) => {
  expect(opens(what, `2026-03-04T${clock}:00.000Z`, span)).toBe(expected);
});

test('a night that begins on one weekday belongs to it, and a closed day is closed from midnight to midnight', () => {
  // 2026-03-06 is a Friday.
  const friday = hours(['22:00–02:00'], [], [5]);
  expect(opens(friday, '2026-03-06T23:00:00.000Z', 3)).toBe(true);
  expect(opens(friday, '2026-03-06T00:30:00.000Z', 1)).toBe(false);
  expect(opens(friday, '2026-03-07T22:30:00.000Z', 1)).toBe(false);
  const always = hours(['00:00–24:00'], ['2026-03-07']);
  expect(opens(always, '2026-03-06T22:00:00.000Z', 2)).toBe(true);
  expect(opens(always, '2026-03-06T22:00:00.000Z', 3)).toBe(false);
  expect(opens(hours(['22:00–02:00'], ['2026-03-06']), '2026-03-07T00:30:00.000Z', 1)).toBe(false);
});

describe('M28: the days of 23 and of 25 hours in Berlin', () => {
  const always = hours(['00:00–24:00']);
  const night = hours(['01:00–04:00']);
  test('a day and night shop is open all of both', () => {
    expect(opens(always, '2026-03-28T23:00:00.000Z', 23, BERLIN)).toBe(true);
    expect(opens(always, '2026-10-24T22:00:00.000Z', 25, BERLIN)).toBe(true);
  });
  test('01 to 04 lasts two hours when clocks skip one, and four when they repeat one', () => {
    expect(opens(night, '2026-03-29T00:00:00.000Z', 2, BERLIN)).toBe(true);
    expect(opens(night, '2026-03-29T00:00:00.000Z', 3, BERLIN)).toBe(false);
    expect(opens(night, '2026-10-24T23:00:00.000Z', 4, BERLIN)).toBe(true);
    expect(opens(night, '2026-10-24T23:00:00.000Z', 5, BERLIN)).toBe(false);
  });
  test('an opening that ends in the hour that comes twice ends the first time it is shown, and begins again', () => {
    const early = hours(['01:00–02:30']);
    expect(opens(early, '2026-10-24T23:00:00.000Z', 1.5, BERLIN)).toBe(true);
    expect(opens(early, '2026-10-24T23:00:00.000Z', 1.75, BERLIN)).toBe(false);
  });
  test('an opening that lies in the skipped hour is none', () => {
    expect(opens(hours(['02:00–03:00']), '2026-03-29T00:45:00.000Z', 0.5, BERLIN)).toBe(false);
  });
});

test('an opening that begins and ends at one time says nothing, and none begins at the end of a day', () => {
  const wrong = { code: 'HOURS_WRONG' };
  for (const window of ['08:00–08:00', '24:00–08:00'])
    expect(() => mustBeHours(hours([window]))).toThrow(expect.objectContaining(wrong));
  expect(() => mustBeHours(hours(['22:00–02:00']))).not.toThrow();
});
