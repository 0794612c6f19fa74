import { money } from '@roadbook/chaincode/api';
import type { Rooms } from '@roadbook/gateway';
import { DAY, issueMoney, later, lotsOf, service, wash } from './market';
import { eur } from './terms';

/** Who has a part in it. */
type Town = Readonly<Record<'owner' | 'workshop' | 'merchant' | 'lender' | 'approver', Rooms>>;

/** The program that the businesses of the story share. */
export const TOWN = 'leipzig';
const OWNER = 'registry/owner';

/** Ten points a euro; a hundred pay one; good to the end of the month in which a year is over. */
const terms = {
  ...{ says: 'Points of Leipzig', units: { one: 'point', many: 'points' } },
  ...{ base: { points: 10, per: eur(100) }, worth: { points: 100, money: eur(100) } },
  ...{ pending: 'immediate', expiry: '12M_U', rules: [], stacking: 'multiply' as const, negative: true },
  ...{ window: 'rolling12Months' as const, graceDays: 60, landing: 'oneDown' as const },
  tiers: [
    { tier: 'basic', threshold: 0, multiplierPpm: 1_000_000, benefits: ['Points at every partner'] },
    { tier: 'gold', threshold: 1_000, multiplierPpm: 1_500_000, benefits: ['Half as many points again'] },
  ],
  ...{ collateralPpm: 1_000_000, slices: 4 },
};

/** Car wash and workshop share a program of points; the owner joins. Does nothing when it is there already. */
export async function openTheProgram({ merchant, workshop, owner, lender, approver }: Town): Promise<void> {
  if (await owner.loyalty.readProgram({ programId: TOWN }).catch(() => undefined)) return;
  await merchant.loyalty.publishProgram({ programId: TOWN, operator: wash.merchant, terms });
  for (const [partner, shop] of [
    [wash.merchant, merchant],
    [service.merchant, workshop],
  ] as const) {
    await merchant.loyalty.invite({ programId: TOWN, partner });
    await shop.loyalty.joinProgram({ programId: TOWN, partner });
  }
  await issueMoney(lender, approver, `collateral-${TOWN}`, wash.merchant, 5_000);
  await merchant.loyalty.postCollateral({
    ...{ programId: TOWN, partner: wash.merchant, boxId: `BOX-${TOWN}`, paymentId: `box-${TOWN}` },
    ...{ amount: eur(5_000), until: later(800 * DAY), lots: await lotsOf(merchant, wash.merchant) },
  });
  await owner.loyalty.openWallet({ programId: TOWN, member: OWNER });
}

/** What was earned at the wash pays at the workshop, and the wash pays the workshop the same night. */
export async function pointsAreSpent(
  { owner, workshop }: Pick<Town, 'owner' | 'workshop'>,
  story: number,
): Promise<string> {
  const wallet = { programId: TOWN, member: OWNER };
  const { items } = await owner.loyalty.listLots({ ...wallet, size: 50 });
  const units = Math.min(100, ...items.slice(0, 1).map(({ unitsLeft }) => unitsLeft));
  const use = await owner.loyalty.spend({
    ...{ ...wallet, useId: `oil-${story}`, partner: service.merchant, units },
    lots: items.map(({ lotId }) => lotId),
  });
  const claims = (await workshop.loyalty.listClaims({ programId: TOWN, size: 50 })).items;
  const named = claims.map(({ from, claimId }) => ({ from, claimId }));
  const { status } = await owner.loyalty.net({ programId: TOWN, nettingId: `night-${story}`, claims: named });
  return `${use.units} points pay ${money.show(use.worth)} at the workshop; the netting between the two is ${status}`;
}
