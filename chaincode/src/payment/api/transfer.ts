import { z } from 'zod';
import { keep, submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { SupplyOrder } from '../records/escrow';
import { moneyErrors, paymentErrors as no } from '../errors';
import { moneyEvents, paymentEvents as told } from '../events';
import { Freeze } from '../records/freeze';
import { Bounds, Clearance, Limit, Note, returning, Transfer } from '../records/money';
import { PaymentRequest } from '../records/request';
import { ClawBack, court, seconds } from '../records/clawback';
import * as ask from './shape';

const moved = moneyEvents.MoneyMoved;
const money = Object.values(moneyErrors);

/** What moves or binds money, and what courts and auditors do. */
export const acts = {
  askIssue: submit({
    says: 'Ask to issue new money of the own lender to a party; another member of the lender settles it.',
    by: ['lender'],
    request: ask.issuing,
    response: SupplyOrder,
    events: [told.SupplyOrdered],
  }),
  askRedemption: submit({
    says: 'Hand money in at its issuer: it waits in a box until the lender has checked and settled it.',
    by: everyone,
    request: ask.redeeming,
    response: ask.decided,
    errors: [no.NOT_ITS_MONEY, ...money],
    events: [told.SupplyOrdered, moved],
  }),
  checkRedemption: submit({
    says: 'Check what a holder handed in; another member of the lender settles it.',
    by: ['lender'],
    request: z.strictObject({ orderId: id }),
    response: SupplyOrder,
    events: [told.SupplyOrdered],
  }),
  settle: submit({
    says: 'Settle an order as the second person: issue the new money, or destroy what was handed in.',
    by: ['lender'],
    request: ask.deciding,
    response: ask.decided,
    errors: [no.FOUR_EYES_NEEDED, ...money],
    events: [told.SupplyOrdered, moved],
  }),
  refuseOrder: submit({
    says: 'Refuse an order; what was handed in goes back.',
    by: ['lender'],
    request: ask.deciding,
    response: ask.decided,
    errors: money,
    events: [told.SupplyOrdered, moved],
  }),
  withdrawOrder: submit({
    says: 'Take back what was handed in and not yet checked.',
    by: everyone,
    request: ask.deciding.extend(ask.order.shape),
    response: ask.decided,
    errors: money,
    events: [told.SupplyOrdered, moved],
  }),
  transfer: submit({
    says: 'Pay one party or several out of own lots; the change comes back as a lot.',
    by: everyone,
    request: ask.transfer,
    response: Transfer,
    errors: [no.PAYMENT_TOO_SMALL, ...money],
    events: [moved],
    many: 200,
  }),
  share: submit({
    says: 'Pay an amount out to several by weights, less a fee; the parts always add up.',
    by: everyone,
    request: ask.sharing,
    response: Transfer,
    errors: [no.SHARES_EMPTY, no.PAYMENT_TOO_SMALL, ...money],
    events: [moved],
  }),
  bind: submit({
    says: 'Turn own money into a voucher: a repair voucher for a vehicle, a prepaid card for a car wash.',
    by: everyone,
    request: ask.binding,
    response: Transfer,
    errors: [no.PURPOSE_EMPTY, no.PAYMENT_TOO_SMALL, ...money],
    events: [moved],
    many: 100,
  }),
  returnRemainder: submit({
    says: 'Return what is left of a voucher whose time is over to whom it names. Anyone may.',
    by: everyone,
    request: returning,
    response: Transfer,
    errors: [no.PURPOSE_STANDS, ...money],
    events: [moved],
    many: 100,
  }),
  request: submit({
    says: 'Ask for a payment; its QR text is `writeQr`.',
    by: everyone,
    request: ask.asking,
    response: PaymentRequest,
    errors: [no.DEADLINE_PASSED, no.REQUEST_OTHER],
    events: [told.PaymentRequested],
  }),
  payRequest: submit({
    says: 'Pay what was requested, once; a reusable request (a sign at the till) any number of times.',
    by: everyone,
    request: ask.answering,
    response: Transfer,
    errors: [no.DEADLINE_PASSED, no.REQUEST_OTHER, ...money],
    events: [moved],
    many: 200,
  }),
  withdrawRequest: submit({
    says: 'Withdraw an open request.',
    by: everyone,
    request: z.strictObject({ requestId: id }),
    response: PaymentRequest,
  }),
  freeze: submit({
    says: 'Ask to freeze lots, or a whole account, by a court order; a second person of another organisation confirms it.',
    by: court,
    request: ask.freezing,
    response: Freeze,
    errors: [moneyErrors.LOT_GONE, no.FREEZE_CONFLICT],
  }),
  confirmFreeze: submit({
    says: 'Freeze what was asked, as the second person, of another organisation than who asked.',
    by: seconds,
    request: ask.confirming,
    response: Freeze,
    errors: [no.SECOND_ORGANISATION_NEEDED, no.ORDER_OTHER, moneyErrors.LOT_GONE, no.FREEZE_CONFLICT],
    events: [told.MoneyFrozen],
  }),
  unfreeze: submit({
    says: 'Ask to lift a freeze, which a second person of another organisation confirms; or withdraw what the own organisation asked.',
    by: court,
    request: z.strictObject({ courtOrderId: id }),
    response: Freeze,
    errors: [no.OWN_GAIN],
    events: [told.MoneyUnfrozen],
  }),
  confirmUnfreeze: submit({
    says: 'Lift a freeze, as the second person, of another organisation than who asked and than the holder.',
    by: seconds,
    request: z.strictObject({ courtOrderId: id }),
    response: Freeze,
    errors: [no.SECOND_ORGANISATION_NEEDED, no.OWN_GAIN],
    events: [told.MoneyUnfrozen],
  }),
  clawBack: submit({
    says: 'Ask to take back money that a court order freezes; to whom is fixed here. A second person of another organisation confirms it.',
    by: court,
    request: ask.clawing,
    response: ClawBack,
    errors: [no.OWN_GAIN, no.FREEZE_ELSEWHERE],
  }),
  confirmClawBack: submit({
    says: 'Take back what was asked, as the second person; out of a box the whole, which ends what waited in it.',
    by: seconds,
    request: ask.taking,
    response: Transfer,
    errors: [no.SECOND_ORGANISATION_NEEDED, no.OWN_GAIN, no.FREEZE_ELSEWHERE, ...money],
    events: [moved, told.EscrowChanged, told.SupplyOrdered],
  }),
  limit: submit({
    says: "Set the amount of a currency above which a payment needs an auditor's clearance, and the least that is paid unasked. What loosens them waits for `confirmLimit`.",
    by: ['auditor'],
    request: Bounds,
    response: Limit,
  }),
  confirmLimit: submit({
    says: 'Let limits count that loosen those that stand, as the second person, of another organisation than who asked.',
    by: seconds,
    request: Bounds,
    response: Limit,
    errors: [no.SECOND_ORGANISATION_NEEDED, no.LIMIT_OTHER],
  }),
  clear: submit({
    says: 'Ask to clear one payment above the limit, beforehand; a second person of another organisation confirms it.',
    by: ['auditor'],
    request: ask.clearing,
    response: Clearance,
    errors: [no.OWN_GAIN],
  }),
  confirmClearance: submit({
    says: 'Clear what an auditor asked, as the second person, who is no side of the payment.',
    by: seconds,
    request: ask.agreeing,
    response: Clearance,
    errors: [no.SECOND_ORGANISATION_NEEDED, no.OWN_GAIN],
  }),
  note: keep({
    says: 'Keep the remittance text of a payment in the own organisation; its seal goes into the payment.',
    by: everyone,
    request: z.strictObject({ paymentId: id }),
    secret: Note,
  }),
};
