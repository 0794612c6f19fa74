import {
  begunDay,
  dayEnds,
  dayIn,
  hasEnded,
  showsFrom,
  UTC,
  type Zone,
  zoneNamed,
} from '../../chaincode/src/kit/value/zone';

const until = (...rows: readonly (readonly [string, number])[]) =>
  rows.map(([moment, offsetMinutes]) => ({ until: `${moment}:00.000Z`, offsetMinutes }));

// Directive 2000/84/EC: summer time from the last Sunday of March to the last Sunday of October, 01:00 UTC.
const BERLIN: Zone = {
  zone: 'Europe/Berlin',
  from: '2026-01-01T00:00:00.000Z',
  offsets: until(['2026-03-29T01:00', 60], ['2026-10-25T01:00', 120], ['2027-03-28T01:00', 60]),
};
// 15 U.S.C. 260a: second Sunday of March to first Sunday of November, 02:00 by the local clock.
const NEW_YORK: Zone = {
  zone: 'America/New_York',
  from: '2026-01-01T00:00:00.000Z',
  offsets: until(['2026-03-08T07:00', -300], ['2026-11-01T06:00', -240], ['2027-03-14T07:00', -300]),
};
// tzdata, asia: no daylight saving since 1992.
const SHANGHAI: Zone = {
  zone: 'Asia/Shanghai',
  from: '2026-01-01T00:00:00.000Z',
  offsets: until(['2099-12-31T00:00', 480]),
};
// tzdata, southamerica: until 2019 the hour before midnight came twice when summer time ended.
const SAO_PAULO: Zone = {
  zone: 'America/Sao_Paulo',
  from: '2018-01-01T00:00:00.000Z',
  offsets: until(['2018-02-18T02:00', -120], ['2018-11-04T03:00', -180], ['2019-02-17T02:00', -120]),
};
// tzdata, northamerica: until 2011 clocks of Newfoundland went back at one minute past midnight, to the day
// before.
const ST_JOHNS: Zone = {
  zone: 'America/St_Johns',
  from: '2010-03-14T03:31:00.000Z',
  offsets: until(['2010-11-07T02:31', -150], ['2011-03-13T03:31', -210]),
};

describe('the day on the clocks of a place', () => {
  test.each([
    [UTC, '2026-03-01T23:59:59.999Z', '2026-03-01'],
    [BERLIN, '2026-01-31T22:59:59.999Z', '2026-01-31'],
    [BERLIN, '2026-01-31T23:00:00.000Z', '2026-02-01'],
    [BERLIN, '2026-06-30T21:59:59.999Z', '2026-06-30'],
    [BERLIN, '2026-06-30T22:00:00.000Z', '2026-07-01'],
    [NEW_YORK, '2026-02-01T04:59:59.999Z', '2026-01-31'],
    [NEW_YORK, '2026-07-01T04:00:00.000Z', '2026-07-01'],
    [SHANGHAI, '2026-03-01T15:59:59.999Z', '2026-03-01'],
    [SHANGHAI, '2026-03-01T16:00:00.000Z', '2026-03-02'],
    [SAO_PAULO, '2018-02-18T02:59:59.999Z', '2018-02-17'],
    [SAO_PAULO, '2018-02-18T03:00:00.000Z', '2018-02-18'],
  ])('$zone at %s', (zone, at, on) => {
    expect(dayIn(zone, at)).toBe(on);
  });

  test.each([
    [UTC, '2026-03-01', '2026-03-02T00:00:00.000Z'],
    [BERLIN, '2026-01-31', '2026-01-31T23:00:00.000Z'],
    [BERLIN, '2026-06-30', '2026-06-30T22:00:00.000Z'],
    [BERLIN, '2026-03-28', '2026-03-28T23:00:00.000Z'],
    [BERLIN, '2026-03-29', '2026-03-29T22:00:00.000Z'],
    [BERLIN, '2026-10-25', '2026-10-25T23:00:00.000Z'],
    [NEW_YORK, '2026-03-08', '2026-03-09T04:00:00.000Z'],
    [NEW_YORK, '2026-11-01', '2026-11-02T05:00:00.000Z'],
    [SHANGHAI, '2026-02-28', '2026-02-28T16:00:00.000Z'],
    [SAO_PAULO, '2018-02-17', '2018-02-18T03:00:00.000Z'],
    [ST_JOHNS, '2010-11-06', '2010-11-07T03:30:00.000Z'],
  ])('$zone: %s ends', (zone, on, moment) => {
    expect(dayEnds(zone, on)).toBe(moment);
  });

  test('that comes back for an hour has not ended when it is first over', () => {
    const at = (moment: string) => dayIn(ST_JOHNS, moment);
    expect([at('2010-11-07T02:29:59.999Z'), at('2010-11-07T02:30:30.000Z')]).toEqual([
      '2010-11-06',
      '2010-11-07',
    ]);
    expect(at('2010-11-07T02:31:00.000Z')).toBe('2010-11-06');
    expect(hasEnded('2010-11-06', { at: '2010-11-07T02:30:59.999Z', zone: ST_JOHNS })).toBe(false);
    expect(hasEnded('2010-11-06', { at: '2010-11-07T03:30:20.000Z', zone: ST_JOHNS })).toBe(true);
  });

  test('is that of the nearest offset where the table says nothing', () => {
    expect(dayIn(BERLIN, '2025-07-01T22:30:00.000Z')).toBe('2025-07-01');
    expect(dayIn(BERLIN, '2031-07-01T22:30:00.000Z')).toBe('2031-07-01');
    expect(dayEnds(BERLIN, '2031-07-01')).toBe('2031-07-01T23:00:00.000Z');
  });
});

test('a time that clocks skip is shown from the change on, one that comes twice from the second time on', () => {
  expect(showsFrom(BERLIN, '2026-03-29T02:30:00.000Z')).toBe('2026-03-29T01:00:00.000Z');
  expect(showsFrom(BERLIN, '2026-10-25T02:30:00.000Z')).toBe('2026-10-25T01:30:00.000Z');
  expect(showsFrom(NEW_YORK, '2026-07-04T12:00:00.000Z')).toBe('2026-07-04T16:00:00.000Z');
});

test.each([
  [BERLIN, '2026-01-31T23:00:19.999Z', false, '2026-01-31'],
  [BERLIN, '2026-01-31T23:00:20.000Z', true, '2026-02-01'],
  [UTC, '2026-02-01T00:00:19.999Z', false, '2026-01-31'],
  [UTC, '2026-02-01T00:00:20.000Z', true, '2026-02-01'],
])(
  '$zone at %s: whether January is over by the window, and the last day that has begun',
  (zone, at, isOver, begun) => {
    expect([hasEnded('2026-01-31', { at, zone }), begunDay({ at, zone })]).toEqual([isOver, begun]);
  },
);

test('who agreed on no zone has UTC, which nobody needs to publish', async () => {
  const zones = { get: async () => BERLIN };
  expect(await zoneNamed(zones, undefined)).toBe(UTC);
  expect(await zoneNamed(zones, 'UTC')).toBe(UTC);
  expect(await zoneNamed(zones, 'Europe/Berlin')).toBe(BERLIN);
});
