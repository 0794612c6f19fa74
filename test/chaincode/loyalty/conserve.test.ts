import fc from 'fast-check';
import { DAY } from '../service/market';
import { ANA, BEN, GARAGE, openCoalition, TOWN, WASH } from './coalition';

type Coalition = Awaited<ReturnType<typeof openCoalition>>;
type Act = readonly [
  what: 'earn' | 'spend' | 'send' | 'back' | 'revoke' | 'expire' | 'net' | 'wait',
  at: number,
  units: number,
];

const ids = (lots: readonly { lotId: string }[]) => lots.map(({ lotId }) => lotId).slice(0, 50);

/** One act of a random kind; what the rules refuse changes nothing. */
async function play(town: Coalition, [what, at, units]: Act, n: number): Promise<void> {
  const { ana, ben, wash, workshop, ledger, earn, lotsOf } = town;
  const partner = at % 2 === 0 ? WASH : GARAGE;
  const mine = { programId: TOWN, member: ANA };
  if (what === 'earn') await earn(BigInt(units) * 100n, `R-${n}`, partner, at % 3 === 0 ? BEN : ANA);
  if (what === 'spend')
    await ana.on.loyalty.spend({ ...mine, useId: `U-${n}`, partner, units, lots: ids(await lotsOf()) });
  if (what === 'send')
    await ana.on.loyalty.sendPoints({ ...mine, useId: `U-${n}`, to: BEN, units, lots: ids(await lotsOf()) });
  if (what === 'back')
    for (const shop of [wash, workshop])
      await shop.on.loyalty.giveBack({ ...mine, useId: `U-${at}`, returnTo: units }).catch(() => undefined);
  if (what === 'revoke')
    for (const [of, shop] of [
      [WASH, wash],
      [GARAGE, workshop],
    ] as const)
      await shop.on.loyalty
        .revoke({ programId: TOWN, partner: of, cause: 'receipt', of: `R-${at}`, revokeTo: units % 7 })
        .catch(() => undefined);
  if (what === 'wait') ledger.pass(units * DAY);
  if (what === 'expire') {
    const over = (await lotsOf()).filter(({ state }) => state === 'expired');
    if (over.length > 0) await ben.on.loyalty.expire({ ...mine, lots: ids(over) });
  }
  if (what === 'net') {
    const { items } = await ben.on.loyalty.listClaims({ programId: TOWN, size: 50 });
    const claims = items.map(({ from, claimId }) => ({ from, claimId }));
    const { positions } = await ben.on.loyalty.net({ programId: TOWN, nettingId: `N-${n}`, claims });
    expect(positions.reduce((sum, { net }) => sum + net.amount, 0n)).toBe(0n);
  }
}

test('property: earned = spent + expired + taken back + left, whatever is done, and money is conserved', async () => {
  const town = await openCoalition({ expiry: '30D', negative: true, slices: 3 }, 30_000n);
  const act = fc.tuple(
    fc.constantFrom('earn', 'earn', 'spend', 'spend', 'send', 'back', 'revoke', 'expire', 'net', 'wait'),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 1, max: 40 }),
  ) as fc.Arbitrary<Act>;
  for (const [n, one] of fc.sample(act, { numRuns: 120, seed: 14 }).entries()) {
    await play(town, one, n).catch(() => undefined);
    const { issued, spent, expired, revoked, left } = await town.totals();
    expect(issued).toBe(spent + expired + revoked + left);
  }
  const { issued, spent } = await town.totals();
  expect([issued > 0, spent > 0, await town.proven()]).toEqual([true, true, true]);
}, 60_000);
