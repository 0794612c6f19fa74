import { money } from '@roadbook/chaincode/api';
import type { Effect } from '../../../chaincode/src/coupon/records/effect';
import type { Promotion } from '../../../chaincode/src/coupon/records/promotion';
import { commonStacking, type Stacking } from '../../../chaincode/src/coupon/records/stacking';
import { calculate, type Asked, type Order } from '../../../chaincode/src/coupon/rules/stacking';
import { UTC } from '../../../chaincode/src/kit/value/zone';

export const SHOP = 'registry/wash';
export const eur = (amount: bigint) => money.of(amount, 'EUR');
export const AT = '2026-03-02T09:00:00.000Z';

const aim = { target: 'items', allocation: 'each', targets: [] } as const;
export const fixed = (amount: bigint, change: object = {}): Effect =>
  ({ type: 'fixed', amount: eur(amount), ...aim, ...change }) as unknown as Effect;
export const percent = (of: number, change: object = {}): Effect =>
  ({ type: 'percentage', ppm: of * 10_000, ...aim, ...change }) as unknown as Effect;
export const onOrder = { target: 'order', allocation: 'across' } as const;
export const across = { allocation: 'across' } as const;

export const promotion = (
  promotionId: string,
  effect: Effect,
  change: Partial<Promotion> = {},
): Promotion => ({
  ...{ promotionId, merchant: SHOP, says: 'An offer', currency: 'EUR', effect, conditions: [] },
  ...{ validFrom: '2026-01-01T00:00:00.000Z', validUntil: '2027-01-01T00:00:00.000Z', hours: [] },
  ...{ merchants: [], models: [], codes: 'assigned', transferable: false, limits: {}, slices: 1 },
  ...{ status: 'active', publishedAt: AT },
  ...change,
});

export const asked = (of: Promotion | undefined, change: Partial<Asked> = {}): Asked => ({
  ...{ promotionId: of?.promotionId ?? 'none', couponId: 'C', promotion: of, zone: UTC, counters: {} },
  ...change,
});

type Line = readonly [amount: bigint, quantity?: number, more?: object];
export const order = (lines: readonly Line[], change: Partial<Order> = {}): Order => ({
  ...{ merchant: SHOP, currency: 'EUR', at: AT, customer: 'registry/ana' },
  items: lines.map(([amount, quantity = 1, more = {}], at) => ({
    ...{ itemId: `I${at}`, quantity, amount: eur(amount) },
    ...more,
  })),
  ...change,
});
export const stacking = (change: Partial<Stacking> = {}): Stacking => ({
  ...commonStacking(SHOP),
  ...change,
});

/** What each coupon takes off each item, in minor units, in the order in which they were applied. */
export const takenBy = (
  of: Order,
  promotions: readonly (Promotion | Asked)[],
  change: Partial<Stacking> = {},
): bigint[][] => {
  const all = promotions.map((one, at) => ('counters' in one ? one : asked(one, { couponId: `C${at}` })));
  const { applied } = calculate(of, all, stacking(change));
  return applied.map(({ items }) =>
    of.items.map(({ itemId }) => items.find((one) => one.itemId === itemId)?.amount.amount ?? 0n),
  );
};

/** Why coupons did nothing. */
export const reasonsOf = (
  of: Order,
  all: readonly Asked[],
  change: Partial<Stacking> = {},
): [string, string][] =>
  calculate(of, all, stacking(change)).skipped.map(({ promotionId, reason }) => [promotionId, reason]);
