import { mustServe } from '../../merchant/door';
import type { redemptionOperations } from '../api/redemption';
import type { Part } from '../tables';
import { calculateFor } from './calculating';
import { redeemIn, rollBackIn } from './redeeming';

/** Coupons in an order. */
export const redemptionHandlers: Part<typeof redemptionOperations> = {
  async check(tx, order) {
    const { merchant, customer = tx.caller.member } = order;
    // What a budget says of a customer is for itself, and for whom it buys from.
    if (!tx.is(customer)) await mustServe(tx, merchant, 'manager', 'cashier');
    const { calculation } = await calculateFor(tx, { ...order, customer });
    return calculation;
  },
  async redeem(tx, order) {
    await mustServe(tx, order.merchant, 'manager', 'cashier');
    return redeemIn(tx, order);
  },
  async rollBack(tx, _request, { on: redemption }) {
    await mustServe(tx, redemption.merchant, 'manager', 'cashier');
    return rollBackIn(tx, redemption);
  },
  async readRedemption(tx, _request, { on: redemption }) {
    const { customer, merchant } = redemption;
    if (!tx.is(customer) && tx.caller.role !== 'auditor') await mustServe(tx, merchant, 'manager', 'cashier');
    return redemption;
  },
  listRedemptions(tx, { customer, ...page }) {
    if (tx.caller.role !== 'auditor') tx.mustBe('the customer', customer);
    return tx.redemptions.listBy('byCustomer', [customer], page);
  },
};
