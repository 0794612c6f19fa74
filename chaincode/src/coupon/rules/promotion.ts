import { demand } from '../../kit/errors';
import { couponErrors } from '../errors';
import type { Offer, Promotion } from '../records/promotion';
import { limitsOf } from './budget';

/** Refuses terms that contradict themselves, as PROMOTION_TERMS. */
export function mustMakeSense(offer: Offer): void {
  const { effect, currency, minSpend, limits, budget, codes, codeHash, merchant, merchants, programId } =
    offer;
  const wrong = (holds: boolean, why: string) => demand(holds, couponErrors.PROMOTION_TERMS, { why });
  wrong(offer.validFrom < offer.validUntil, 'it ends before it begins');
  const sums = [
    ...[minSpend, limits.liability, limits.liabilityPerCustomer, effect.maxAmount],
    ...[effect.type === 'fixed' ? effect.amount : effect.type === 'fixedPrice' ? effect.price : undefined],
    budget && (budget.kind === 'spend' || budget.kind === 'spendByAttribute') ? budget.limit : undefined,
  ];
  wrong(
    sums.every((one) => one === undefined || one.currency === currency),
    'amounts are in other currencies',
  );
  wrong(
    effect.target !== 'order' || effect.targets.length === 0,
    'the order as a whole has no items to choose',
  );
  wrong((codes === 'generic') === (codeHash !== undefined), 'a generic code, and no other, has a hash here');
  const elsewhere = merchants.some((one) => one !== merchant);
  wrong(!elsewhere || programId !== undefined, 'other merchants take it only in a program that nets it');
  wrong(limits.points === undefined || offer.bonus !== undefined, 'it limits points that it does not give');
  const { uses, spent } = limitsOf(offer);
  const least = BigInt(offer.slices);
  const fits = (limit: bigint | undefined) => limit === undefined || limit >= least;
  wrong(fits(uses) && fits(spent), 'it has more slices than there is to share');
}

/** Refuses coupons that do not fit the codes of their promotion, or pass its limit of vouchers. */
export function mustFit(
  { promotionId, codes, limits }: Promotion,
  coupons: readonly { readonly couponId: string; readonly holder?: string | undefined }[],
  issued: number,
): void {
  const other = (holds: boolean, why: string) =>
    demand(holds, couponErrors.CODES_OTHER, { promotionId, codes, why });
  other(codes !== 'generic', 'its one code is in the promotion');
  const ids = new Set(coupons.map(({ couponId }) => couponId));
  other(ids.size === coupons.length, 'a coupon is named twice');
  for (const { couponId, holder } of coupons) {
    if (codes === 'assigned') other(holder !== undefined, 'each belongs to a member');
    else other(/^[0-9a-f]{64}$/.test(couponId), 'the id of each is the SHA-256 of its code');
  }
  const most = limits.vouchers;
  const within = most === undefined || issued + coupons.length <= most;
  demand(within, couponErrors.VOUCHERS_SPENT, { promotionId, issued, most: most ?? 0 });
}
