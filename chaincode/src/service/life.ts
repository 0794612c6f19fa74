import { defineLife } from '../kit/life';
import { bookings, bookingStatus } from './records/booking';
import { WorkClaim, workClaims } from './records/warranty';

const shop = ['merchant', 'crew'] as const;

/**
 * A booking from the held slot to the money. Steps of time are written down by a tick of anybody.
 */
export const bookingLife = defineLife(
  bookings,
  {
    field: 'status',
    statuses: bookingStatus.options,
    initial: ['requested', 'confirmed'],
    way: ['requested', 'confirmed', 'checkedIn', 'inProgress', 'completed', 'settled'],
  },
  {
    confirm: { by: 'customer', from: ['requested'], to: 'confirmed' },
    lapse: { by: 'time', from: ['requested'], to: 'lapsed' },
    cancel: { by: 'customer', from: ['requested', 'confirmed'], to: 'cancelledByCustomer' },
    decline: { by: shop, from: ['requested', 'confirmed', 'checkedIn'], to: 'cancelledByMerchant' },
    arrive: { by: 'customer', from: ['confirmed'], to: '=' },
    checkIn: { by: shop, from: ['confirmed'], to: 'checkedIn' },
    missCustomer: { by: 'time', from: ['confirmed'], to: 'noShowCustomer' },
    missMerchant: { by: 'time', from: ['confirmed'], to: 'noShowMerchant' },
    begin: { by: shop, from: ['checkedIn'], to: 'inProgress' },
    report: { by: shop, from: ['inProgress', 'quoteProposed'], to: '=' },
    proposeQuote: { by: shop, from: ['inProgress'], to: 'quoteProposed' },
    acceptQuote: { by: 'customer', from: ['quoteProposed'], to: 'inProgress' },
    declineQuote: { by: 'customer', from: ['quoteProposed'], to: 'inProgress' },
    complete: { by: shop, from: ['inProgress'], to: 'completed' },
    accept: { by: 'customer', from: ['completed'], to: 'settled' },
    settle: { by: 'time', from: ['completed'], to: ['settled', 'owing'] },
    payRest: { by: 'customer', from: ['completed', 'owing'], to: 'settled' },
    dispute: { by: 'customer', from: ['completed'], to: 'disputed' },
    resolve: { by: 'registrar', from: ['disputed'], to: 'resolved' },
    refund: { by: 'time', from: ['checkedIn', 'inProgress', 'quoteProposed', 'disputed'], to: 'refunded' },
  },
);
export type BookingStep = keyof typeof bookingLife.steps;

/** A claim on work that was done, within its warranty. */
export const workClaimLife = defineLife(
  workClaims,
  { field: 'status', statuses: WorkClaim.shape.status.options, initial: 'claimed' },
  {
    bookRework: { by: 'claimant', from: ['claimed'], to: '=' },
    answerWorkClaim: { by: 'merchant', from: ['claimed'], to: ['reworked', 'repaid', 'refused'] },
    defaultWorkClaim: { by: 'time', from: ['claimed'], to: 'defaulted' },
  },
);
