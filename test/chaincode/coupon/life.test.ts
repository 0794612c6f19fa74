import { couponLife, promotionLife, redemptionLife } from '../../../chaincode/src/coupon/life';
import { governs, person, type Row } from '../governs';

const [merchant, holder] = [person('registry/wash', 'merchant'), person('registry/ana')];
const stranger = person('registry/stranger');
const OPEN = 'issued reserved rolledBack';

const PROMOTION: Readonly<Record<string, Row>> = {
  activate: ['merchant crew', 'draft paused', 'active'],
  pause: ['merchant crew', 'active', 'paused'],
  endPromotion: ['merchant crew', 'draft active paused', 'ended'],
};
governs(promotionLife, 'status', PROMOTION, {
  record: { status: '', merchant: merchant.member },
  sides: { merchant, crew: person('registry/cashier') },
  stranger,
  open: ['crew'],
});

// The page: ISSUED -> (TRANSFERRED)* -> RESERVED -> REDEEMED -> ROLLED_BACK | EXPIRED | VOID.
const COUPON: Readonly<Record<string, Row>> = {
  transferCoupon: ['holder', 'issued rolledBack', '='],
  reserve: ['holder bearer', OPEN, 'reserved'],
  release: ['holder bearer merchant crew', 'reserved', 'issued'],
  redeem: ['merchant crew', OPEN, 'redeemed'],
  rollBack: ['merchant crew', 'redeemed', 'rolledBack'],
  voidCoupon: ['merchant crew', OPEN, 'void'],
  expireCoupon: ['anybody', OPEN, 'expired'],
};
governs(couponLife, 'status', COUPON, {
  record: { status: '', merchant: merchant.member, holder: holder.member },
  sides: { merchant, holder, bearer: person('registry/bearer'), crew: person('registry/cashier') },
  stranger,
  open: ['crew', 'bearer', 'anybody'],
});

const REDEMPTION: Readonly<Record<string, Row>> = { rollBack: ['merchant crew', 'redeemed', 'rolledBack'] };
governs(redemptionLife, 'status', REDEMPTION, {
  record: { status: '', merchant: merchant.member, customer: holder.member },
  sides: { merchant, crew: person('registry/cashier') },
  stranger,
  open: ['crew'],
});
