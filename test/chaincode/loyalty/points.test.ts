import fc from 'fast-check';
import { balanceAt, stateAt, takePoints } from '../../../chaincode/src/loyalty/rules/lot';
import { endOf, reinstated } from '../../../chaincode/src/loyalty/rules/validity';
import { UTC } from '../../../chaincode/src/kit/value/zone';
import { BERLIN } from '../service/market';
import { lot } from './terms';

const AT = '2026-01-10T00:00:00.000Z';
const taken = (found: ReturnType<typeof takePoints>) => found.map(({ lot: of, units }) => [of.lotId, units]);

test('the page: lots 100 (expires March) and 200 (expires January), spend 250: 200 from January, 50 from March', () => {
  const lots = [
    lot('march', 100, '2026-04-01T00:00:00.000Z'),
    lot('january', 200, '2026-02-01T00:00:00.000Z'),
  ];
  const found = takePoints(lots, 250, { at: AT });
  expect(taken(found)).toEqual([
    ['january', 200],
    ['march', 50],
  ]);
  expect(found.map(({ left }) => left?.unitsLeft)).toEqual([undefined, 50]);
});

test('of one end what was earned first goes first; what never expires goes last', () => {
  const end = '2026-06-01T00:00:00.000Z';
  const lots = [
    lot('never', 10),
    lot('later', 10, end, { earnedAt: '2026-01-02T00:00:00.000Z' }),
    lot('first', 10, end),
  ];
  expect(taken(takePoints(lots, 25, { at: AT }))).toEqual([
    ['first', 10],
    ['later', 10],
    ['never', 5],
  ]);
});

test('pending, expired and locked points cannot be spent; the order that locked them can', () => {
  const pending = lot('a', 10, undefined, { availableAt: '2026-02-01T00:00:00.000Z' });
  const expired = lot('b', 10, AT);
  const locked = lot('c', 10, undefined, { locked: { orderId: 'O', until: '2026-01-11T00:00:00.000Z' } });
  expect([pending, expired, locked, lot('d', 1)].map((one) => stateAt(one, AT))).toEqual([
    ...['pending', 'expired', 'locked', 'active'],
  ]);
  expect(() => takePoints([pending, expired, locked], 1, { at: AT })).toThrow(/^NOT_ENOUGH_POINTS/);
  expect(taken(takePoints([locked], 10, { at: AT, orderId: 'O' }))).toEqual([['c', 10]]);
  expect(stateAt(locked, '2026-01-11T00:00:00.000Z')).toBe('active');
  expect(stateAt(lot('e', 1, '2026-02-01T00:00:00.000Z'), '2026-01-31T23:59:59.999Z')).toBe('active');
});

test('a wallet shows what expires when', () => {
  const [soon, late] = ['2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'];
  const lots = [lot('a', 5, late), lot('b', 7, soon), lot('c', 1, soon), lot('d', 9)];
  expect(balanceAt(lots, AT)).toEqual({
    ...{ active: 22, pending: 0, locked: 0 },
    expiring: [
      { at: soon, units: 8 },
      { at: late, units: 5 },
    ],
  });
});

test('property: what is taken and what is left is what there was', () => {
  const one = fc.record({ units: fc.integer({ min: 1, max: 1_000 }), month: fc.integer({ min: 2, max: 9 }) });
  fc.assert(
    fc.property(
      fc.array(one, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 100 }),
      (all, share) => {
        const lots = all.map(({ units, month }, at) =>
          lot(`L${at}`, units, `2026-0${month}-01T00:00:00.000Z`),
        );
        const held = lots.reduce((sum, { unitsLeft }) => sum + unitsLeft, 0);
        const wanted = Math.max(1, Math.floor((held * share) / 100));
        const found = takePoints(lots, wanted, { at: AT });
        expect(found.reduce((sum, { units }) => sum + units, 0)).toBe(wanted);
        for (const { lot: of, units, left } of found)
          expect(units + (left?.unitsLeft ?? 0)).toBe(of.unitsLeft);
        const ends = found.map(({ lot: of }) => of.expiresAt ?? '');
        expect(ends).toEqual(ends.toSorted());
        expect(found.slice(0, -1).every(({ left }) => left === undefined)).toBe(true);
      },
    ),
  );
});

test.each([
  ['30D', '2026-02-14T10:00:00.000Z'],
  ['7W', '2026-03-05T10:00:00.000Z'],
  ['12M', '2027-01-15T10:00:00.000Z'],
  ['1Y', '2027-01-15T10:00:00.000Z'],
  ['36h', '2026-01-16T22:00:00.000Z'],
  ['40m', '2026-01-15T10:40:00.000Z'],
  ['30s', '2026-01-15T10:00:30.000Z'],
  ['1D_D', '2026-01-16T00:00:00.000Z'],
  ['30D_U', '2026-02-15T00:00:00.000Z'],
  ['1W_U', '2026-01-26T00:00:00.000Z'],
  ['12M_U', '2027-02-01T00:00:00.000Z'],
  ['1Y_U', '2028-01-01T00:00:00.000Z'],
  ['immediate', '2026-01-15T10:00:00.000Z'],
  ['unlimited', undefined],
])('Talon.One validity %s, from 15 January 2026 at 10:00', (code, end) => {
  expect(endOf(code, '2026-01-15T10:00:00.000Z', UTC)).toBe(end);
});

test('months end with their last day, and days are those of the clocks of the program', () => {
  expect(endOf('1M', '2026-01-31T10:00:00.000Z', UTC)).toBe('2026-02-28T10:00:00.000Z');
  expect(endOf('1M_U', '2026-01-31T10:00:00.000Z', UTC)).toBe('2026-03-01T00:00:00.000Z');
  expect(endOf('1D_U', '2026-03-27T23:30:00.000Z', BERLIN)).toBe('2026-03-29T22:00:00.000Z');
  expect(endOf('1D', '2026-03-28T11:00:00.000Z', BERLIN)).toBe('2026-03-29T10:00:00.000Z');
});

test('Salesforce: points that are given back are good for the reinstatement window at least, never shorter than before', () => {
  const at = '2026-06-01T00:00:00.000Z';
  const end = (expiresAt: string | undefined, reinstatement?: string) =>
    reinstated({ reinstatement }, expiresAt, at, UTC).expiresAt;
  expect([
    end('2026-06-05T00:00:00.000Z'),
    end('2026-06-05T00:00:00.000Z', '30D'),
    end('2026-09-01T00:00:00.000Z', '30D'),
  ]).toEqual(['2026-06-05T00:00:00.000Z', '2026-07-01T00:00:00.000Z', '2026-09-01T00:00:00.000Z']);
  expect([end(undefined, '30D'), end('2026-06-05T00:00:00.000Z', 'unlimited')]).toEqual([
    undefined,
    undefined,
  ]);
});
