import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import { crews } from '../merchant/records/crew';
import { merchants } from '../merchant/records/merchant';
import { births } from '../vehicle/records/birth';
import { coupons, redemptions } from './records/coupon';
import { budgetShares, budgetSlices, issuances, promotions } from './records/promotion';
import { stackings } from './records/stacking';

/** What takes discounts off an order, in a transaction of this room or of another one. */
export const couponTables = {
  promotions,
  coupons,
  redemptions,
  budgetSlices,
  budgetShares,
  stackings,
  zones,
  ...reading({ births }),
};
export const tables = { ...couponTables, issuances, ...reading({ crews, merchants, births }) };
export type CouponTx = TxOf<'submit', typeof couponTables>;
export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
/** What carries out the operations of one file of the api. */
export type Part<Ops extends Record<string, Operation>> = Handlers<Api<'coupon', Ops>, typeof tables>;
