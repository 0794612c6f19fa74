import { demand } from '../../kit/errors';
import { add, type Currency, equal, type Money, subtract, zero } from '../../kit/value/money';
import type { SupplyOrder } from '../records/supply';
import { paymentErrors } from '../errors';
import { supplyLife } from '../life';
import type { Lot } from '../records/money';

type Asked = Pick<SupplyOrder, 'orderId' | 'issuer' | 'party' | 'amount'>;
interface Person {
  readonly member: string;
  readonly org: string;
  readonly staff: boolean;
}

/** Asking for new money counts as checked by who asks; another person settles it. */
export const askIssue = (asked: Asked, by: Person): SupplyOrder => ({
  ...asked,
  kind: 'issue',
  status: 'checked',
  askedBy: by.member,
  checkedBy: by.member,
});

/**
 * What staff of the issuer hand in counts as checked by them; what a holder hands in waits for staff to check
 * it.
 */
export function askRedemption(asked: Asked, lot: Lot, by: Person): SupplyOrder {
  demand(lot.issuer === asked.issuer, paymentErrors.NOT_ITS_MONEY, {
    issuer: asked.issuer,
    needed: lot.issuer,
  });
  const own = by.staff && by.org === asked.issuer;
  return {
    ...asked,
    kind: 'redeem',
    status: own ? 'checked' : 'asked',
    askedBy: by.member,
    ...(own && { checkedBy: by.member }),
    lot: lot.lotId,
  };
}

/** Staff of the issuer have checked what was handed in. Refuses with WRONG_STATUS. */
export function checkRedemption(order: SupplyOrder, by: Person): SupplyOrder {
  return { ...order, status: supplyLife.step('checkRedemption', order.status), checkedBy: by.member };
}

/** Four eyes: whoever asked or checked cannot also settle. */
export function settle(order: SupplyOrder, by: Person, paymentId: string): SupplyOrder {
  const status = supplyLife.step('settle', order.status);
  demand(order.askedBy !== by.member && order.checkedBy !== by.member, paymentErrors.FOUR_EYES_NEEDED);
  return { ...order, status, decidedBy: by.member, paymentId };
}

/** The order ends without being settled; what was handed in goes back. Refuses with WRONG_STATUS. */
export function undo(
  order: SupplyOrder,
  step: 'refuseOrder' | 'withdrawOrder',
  by: Person,
  paymentId: string,
): SupplyOrder {
  return {
    ...order,
    status: supplyLife.step(step, order.status),
    decidedBy: by.member,
    ...(order.kind === 'redeem' && { paymentId }),
  };
}

/** What a lender issued and took back in a currency, and what is in lots now. */
export interface Supply {
  readonly issued: Money;
  readonly redeemed: Money;
  readonly inLots: Money;
  readonly lots: number;
}

/** Where counting begins. */
export const noSupply = (code: Currency): Supply => ({
  issued: zero(code),
  redeemed: zero(code),
  inLots: zero(code),
  lots: 0,
});

/** Counts an order that was settled in this currency. */
export function countOrder(supply: Supply, { kind, status, amount }: SupplyOrder): Supply {
  if (status !== 'settled' || amount.currency !== supply.issued.currency) return supply;
  return kind === 'issue'
    ? { ...supply, issued: add(supply.issued, amount) }
    : { ...supply, redeemed: add(supply.redeemed, amount) };
}

/** Counts a lot of this issuer in this currency. */
export function countLot(supply: Supply, issuer: string, { issuer: of, amount }: Lot): Supply {
  if (of !== issuer || amount.currency !== supply.inLots.currency) return supply;
  return { ...supply, inLots: add(supply.inLots, amount), lots: supply.lots + 1 };
}

/** Issued less redeemed is what the lots add up to: nothing was made or lost beside the counter. */
export const isProven = ({ issued, redeemed, inLots }: Supply): boolean =>
  equal(subtract(issued, redeemed), inLots);
