import type { Found } from '../../kit/ledger/rows';
import { type Currency, of } from '../../kit/value/money';
import { UTC, type Zone, zoneNamed } from '../../kit/value/zone';
import type { Birth } from '../../vehicle/records/birth';
import type { AskedCoupon } from '../records/asked';
import type { Coupon } from '../records/coupon';
import type { Calculation, Item } from '../records/order';
import type { BudgetShare, BudgetSlice, Promotion } from '../records/promotion';
import { commonStacking, type Stacking } from '../records/stacking';
import { attributeOf, isCounted, noShare, noSlice, partOf, limitsOf, slicesFrom } from '../rules/budget';
import { couponFault, couponIdOf } from '../rules/coupon';
import type { Asked, Order } from '../rules/fault';
import { calculate } from '../rules/stacking';

/** What is read to calculate, whether in a query or where coupons are used. */
export interface CalculatingTx {
  readonly now: string;
  readonly promotions: Found<Promotion>;
  readonly coupons: Found<Coupon>;
  readonly budgetSlices: Found<BudgetSlice>;
  readonly budgetShares: Found<BudgetShare>;
  readonly stackings: Found<Stacking>;
  readonly zones: Found<Zone>;
  readonly births: Found<Birth>;
}

/** An order at a merchant and the coupons that are to be used in it. */
export interface Ordering {
  readonly merchant: string;
  readonly orderId?: string | undefined;
  readonly customer?: string | undefined;
  readonly items: readonly Item[];
  readonly category?: string | undefined;
  readonly vin?: string | undefined;
  readonly coupons: readonly AskedCoupon[];
  readonly tierOf?: ((programId: string) => Promise<{ tier: string; level: number } | undefined>) | undefined;
  /** Whether what one merchant owes the other for a coupon is netted in a program. */
  readonly areNetted?: ((programId: string, issuer: string) => Promise<boolean>) | undefined;
}

/** What coupons make of an order, and what was read to say so. */
export interface Calculated {
  readonly calculation: Calculation;
  readonly asked: readonly Asked[];
  readonly stacking: Stacking;
  readonly order: Order;
}

export async function calculateFor(tx: CalculatingTx, ordering: Ordering): Promise<Calculated> {
  const { merchant, items, coupons, vin } = ordering;
  const ids = [...new Set(coupons.map(({ promotionId }) => promotionId))];
  const found = await tx.promotions.findMany(ids.map((id) => [id]));
  const known = new Map(ids.map((id, at) => [id, found[at]] as const));
  const stacking = (await tx.stackings.find(merchant)) ?? commonStacking(merchant);
  const birth = vin === undefined ? undefined : await tx.births.find(vin);
  const currency: Currency = items[0]?.amount.currency ?? 'EUR';
  const order: Order = {
    ...{ merchant, items, currency, vin, customer: ordering.customer, category: ordering.category },
    ...{ at: tx.now, model: birth?.model.id },
    ...(await tierFor(ordering, [...known.values()])),
  };
  for (const item of items) of(item.amount.amount, item.amount.currency);
  const asked: Asked[] = [];
  for (const one of coupons) asked.push(await askedFor(tx, one, known.get(one.promotionId), ordering, order));
  return { calculation: calculate(order, asked, stacking), asked, stacking, order };
}

/** The tier of the customer in the first program that a promotion names. */
async function tierFor({ tierOf }: Ordering, all: readonly (Promotion | undefined)[]) {
  const programId = all.find((one) => one?.programId !== undefined)?.programId;
  const found = programId === undefined ? undefined : await tierOf?.(programId);
  return found ?? {};
}

async function askedFor(
  tx: CalculatingTx,
  one: AskedCoupon,
  promotion: Promotion | undefined,
  ordering: Ordering,
  order: Order,
): Promise<Asked> {
  const { promotionId } = one;
  const couponId = couponIdOf(one, promotion);
  if (!promotion) return { promotionId, couponId, promotion, zone: UTC, counters: {} };
  const coupon = promotion.codes === 'generic' ? undefined : await tx.coupons.find(promotionId, couponId);
  const { orderId, customer } = ordering;
  const own = couponFault(one, promotion, coupon, { at: tx.now, customer, orderId });
  const fault = own ?? (await strangeTo(promotion, ordering));
  const zone = await zoneNamed(tx.zones, promotion.zone);
  const slice = await pickSlice(tx, promotion, order, orderId ?? couponId);
  const share = shareFor(promotion, order);
  const counters = {
    all: slice,
    customer: customer === undefined ? undefined : await shareOf(tx, promotionId, 'customer', customer),
    share: share && (await shareOf(tx, promotionId, share.attribute, share.value)),
  };
  return { promotionId, couponId, promotion, zone, counters, slice: slice?.slice, fault };
}

/** A coupon of another merchant is taken where both are in the program that nets it. */
async function strangeTo({ merchant, programId = '' }: Promotion, ordering: Ordering) {
  if (merchant === ordering.merchant) return undefined;
  const netted = (await ordering.areNetted?.(programId, merchant)) ?? false;
  return netted ? undefined : { reason: 'otherMerchant' as const, about: ordering.merchant };
}

/** The value by which a budget counts this order. */
export function shareFor(promotion: Promotion, order: Order) {
  const attribute = attributeOf(promotion.budget);
  if (attribute === undefined) return undefined;
  const values = {
    customer: order.customer,
    'vehicle.vin': order.vin,
    'vehicle.model': order.model,
    'order.category': order.category,
  };
  const value = values[attribute];
  return value === undefined ? undefined : { attribute, value };
}

const shareOf = async (
  tx: CalculatingTx,
  promotionId: string,
  attribute: BudgetShare['attribute'],
  value: string,
): Promise<BudgetShare> =>
  (await tx.budgetShares.find(promotionId, attribute, value)) ?? noShare({ promotionId, attribute, value });

/** The slice of its own, or where that has too little left the one that has most: only then are all read. */
async function pickSlice(
  tx: CalculatingTx,
  promotion: Promotion,
  { items }: Order,
  orderId: string,
): Promise<BudgetSlice | undefined> {
  if (!isCounted(promotion)) return undefined;
  const { promotionId, slices } = promotion;
  const total = items.reduce((sum, { amount }) => sum + amount.amount, 0n);
  const read = async (slice: number) =>
    (await tx.budgetSlices.find(promotionId, `${slice}`.padStart(2, '0'))) ?? noSlice(promotionId, slice);
  const [own = 0, ...others] = slicesFrom(orderId, slices);
  const first = await read(own);
  const room = (one: BudgetSlice): bigint => {
    const { uses, spent } = limitsOf(promotion);
    const part = (limit: bigint) => partOf(limit, slices, one.slice);
    const left = spent === undefined ? total : part(spent) - one.spent;
    return uses !== undefined && BigInt(one.uses) >= part(uses) ? -1n : left;
  };
  if (room(first) >= total || others.length === 0) return first;
  let best = first;
  for (const slice of others) {
    const one = await read(slice);
    if (room(one) > room(best)) best = one;
  }
  return best;
}
