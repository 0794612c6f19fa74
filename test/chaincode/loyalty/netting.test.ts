import fc from 'fast-check';
import {
  capacityOf,
  liabilityOf,
  partOf,
  sharesOf,
  unitsFor,
  worthOf,
} from '../../../chaincode/src/loyalty/rules/cover';
import { duesOf, paid, positionsOf } from '../../../chaincode/src/loyalty/rules/netting';
import { isMeant, toldCount } from '../../../chaincode/src/loyalty/rules/audience';
import { eur, terms } from './terms';

const owed = (from: string, to: string, amount: bigint) => ({ from, to, amount: eur(amount) });

test('the page: A to B 120, B to C 50, C to A 70 net to A -50, B +70, C -20', () => {
  const positions = positionsOf([owed('A', 'B', 120n), owed('B', 'C', 50n), owed('C', 'A', 70n)], 'EUR');
  expect(positions).toEqual([
    { party: 'A', net: eur(-50n) },
    { party: 'B', net: eur(70n) },
    { party: 'C', net: eur(-20n) },
  ]);
  expect(duesOf(positions, 'EUR').map(({ from, to, amount }) => [from, to, amount.amount])).toEqual([
    ['A', 'B', 50n],
    ['C', 'B', 20n],
  ]);
});

test('property: a netting adds up to nothing, and its payments bring all to nothing', () => {
  const party = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
  const one = fc.tuple(party, party, fc.bigInt({ min: 1n, max: 10n ** 9n }));
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 40 }), (claims) => {
      const all = claims
        .filter(([from, to]) => from !== to)
        .map(([from, to, amount]) => owed(from, to, amount));
      const positions = positionsOf(all, 'EUR');
      expect(positions.reduce((sum, { net }) => sum + net.amount, 0n)).toBe(0n);
      const dues = duesOf(positions, 'EUR');
      const after = new Map(positions.map(({ party: of, net }) => [of, net.amount]));
      for (const { from, to, amount } of dues) {
        after.set(from, (after.get(from) ?? 0n) + amount.amount);
        after.set(to, (after.get(to) ?? 0n) - amount.amount);
      }
      expect([...after.values()].every((left) => left === 0n)).toBe(true);
      expect(dues.length).toBeLessThan(Math.max(positions.length, 1));
    }),
  );
});

test('a netting is settled when all is paid', () => {
  const dues = duesOf(positionsOf([owed('A', 'B', 50n)], 'EUR'), 'EUR');
  const open = {
    programId: 'P',
    nettingId: 'N',
    claims: [],
    positions: [],
    dues,
    status: 'open' as const,
    at: '',
  };
  expect(paid(open, 0, eur(20n))).toMatchObject({ status: 'open', dues: [{ left: eur(30n) }] });
  expect(paid(open, 0, eur(50n)).status).toBe('settled');
});

test('collateral of half of what points are worth covers twice as many', () => {
  expect(capacityOf(terms(), eur(5_000n))).toBe(10_000);
  expect(capacityOf(terms({ collateralPpm: 1_000_000 }), eur(5_050n))).toBe(5_050);
  expect([worthOf(terms(), 150), unitsFor(terms(), eur(150n))]).toEqual([eur(150n), 150]);
  const parts = Array.from({ length: 7 }, (_, at) => partOf(100, 7, at));
  expect(parts.reduce((sum, one) => sum + one, 0)).toBe(100);
  expect(sharesOf(eur(100n), [1, 1, 1]).map(({ amount }) => amount)).toEqual([34n, 33n, 33n]);
});

test('IFRS 15: of what is out, the share that expired so far is not expected to be spent', () => {
  const found = liabilityOf(terms(), { issued: 1_000, spent: 300, expired: 100, revoked: 0 });
  expect(found).toEqual({ outstanding: 600, worth: eur(600n), expected: eur(450n), breakage: eur(100n) });
});

test('an audience is who opened what is asked, and small ones are none', () => {
  const audience = {
    attributes: ['tier', 'model'],
    model: 'M8',
    since: '',
    until: '2027-01-01T00:00:00.000Z',
  };
  const wallet = {
    ...{
      programId: 'P',
      member: 'registry/ana',
      joinedAt: '2026-01-01T00:00:00.000Z',
      tier: 1,
      reviewedOn: '2026-01-01',
    },
    ...{ days: [], lifetime: 0, earnedOnce: false, balance: 0, owed: 0, audience },
  } as never;
  const at = '2026-01-02T00:00:00.000Z';
  const meant = (attribute: string, values: string[], when = at) =>
    isMeant(terms(), wallet, [{ attribute, operator: 'in', values } as never], when);
  expect([meant('tier', ['silver']), meant('tier', ['gold']), meant('model', ['M8'])]).toEqual([
    true,
    false,
    true,
  ]);
  expect([meant('memberSince', ['1']), meant('tier', ['silver'], '2027-01-01T00:00:00.000Z')]).toEqual([
    false,
    false,
  ]);
  expect([0, 19, 20, 29, 30].map(toldCount)).toEqual([undefined, undefined, 20, 20, 30]);
});
