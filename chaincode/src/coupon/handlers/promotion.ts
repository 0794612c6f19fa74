import { demand } from '../../kit/errors';
import { of } from '../../kit/value/money';
import { zoneNamed } from '../../kit/value/zone';
import { capabilityAt, mustServe } from '../../merchant/door';
import type { promotionOperations } from '../api/promotion';
import { couponErrors } from '../errors';
import { couponEvents } from '../events';
import { promotionLife } from '../life';
import type { Promotion } from '../records/promotion';
import { commonStacking } from '../records/stacking';
import { leftOf, standingOf, type Used } from '../rules/budget';
import { mustMakeSense } from '../rules/promotion';
import type { Part, Reading, Writing } from '../tables';

/** What merchants offer. */
export const promotionHandlers: Part<typeof promotionOperations> = {
  async publishPromotion(tx, offer) {
    await mustServe(tx, offer.merchant, 'manager');
    await mustBeReady(tx, offer.merchant);
    mustMakeSense(offer);
    await zoneNamed(tx.zones, offer.zone);
    return save(tx, { ...offer, status: 'draft', publishedAt: tx.now });
  },
  async activate(tx, _request, { on: promotion }) {
    await mustServe(tx, promotion.merchant, 'manager');
    await mustBeReady(tx, promotion.merchant);
    return save(tx, { ...promotion, status: promotionLife.step('activate', promotion.status) });
  },
  async pause(tx, _request, { on: promotion }) {
    await mustServe(tx, promotion.merchant, 'manager');
    return save(tx, { ...promotion, status: promotionLife.step('pause', promotion.status) });
  },
  async endPromotion(tx, _request, { on: promotion }) {
    await mustServe(tx, promotion.merchant, 'manager');
    return save(tx, { ...promotion, status: promotionLife.step('endPromotion', promotion.status) });
  },
  async setStacking(tx, stacking) {
    await mustServe(tx, stacking.merchant, 'manager');
    await tx.stackings.put(stacking);
    tx.tell(couponEvents.StackingSet, { merchant: stacking.merchant });
    return stacking;
  },
  readStacking: async (tx, { merchant }) => (await tx.stackings.find(merchant)) ?? commonStacking(merchant),
  async readPromotion(tx, _request, { on: promotion }) {
    const used = await usedOf(tx, promotion);
    const left = leftOf(promotion, used);
    const money = (amount: bigint) => of(amount, promotion.currency);
    return {
      ...{
        promotion,
        standing: standingOf(promotion, used, tx.now),
        uses: used.uses,
        spent: money(used.spent),
      },
      ...(left.uses !== undefined && { usesLeft: Math.max(0, Number(left.uses)) }),
      ...(left.spent !== undefined && { left: money(left.spent) }),
    };
  },
  listPromotions: (tx, { merchant, usable = false, ...page }) =>
    tx.promotions.listBy(usable ? 'byPlace' : 'byMerchant', [merchant], page),
};

/** What was used of a promotion, over all of its slices. */
async function usedOf(tx: Reading, { promotionId, slices }: Promotion): Promise<Used> {
  const keys = Array.from({ length: slices }, (_, slice) => [promotionId, `${slice}`.padStart(2, '0')]);
  const found = await tx.budgetSlices.findMany(keys);
  return found.reduce<Used>(
    (sum, one) => ({ uses: sum.uses + (one?.uses ?? 0), spent: sum.spent + (one?.spent ?? 0n) }),
    { uses: 0, spent: 0n },
  );
}

async function mustBeReady(tx: Writing, merchant: string): Promise<void> {
  const status = capabilityAt('issue_coupons', await tx.merchants.get(...merchant.split('/')), tx.now);
  demand(status === 'active', couponErrors.ISSUER_NOT_READY, { merchant, status });
}

async function save(tx: Writing, promotion: Promotion): Promise<Promotion> {
  await tx.promotions.put(promotion);
  const { promotionId, merchant, status } = promotion;
  tx.tell(couponEvents.PromotionChanged, { promotionId, merchant, status });
  return promotion;
}
