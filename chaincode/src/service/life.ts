import { defineLife } from '../kit/life';

/** A booking from the held slot to the money. Steps of `anyone` write down what time has made true already. */
export const bookingLife = defineLife(
  'booking',
  [
    'requested', 'confirmed', 'checkedIn', 'inProgress', 'quoteProposed', 'completed', 'owing', 'settled', 'lapsed', 'cancelledByCustomer',
    'cancelledByMerchant', 'noShowCustomer', 'noShowMerchant', 'disputed', 'resolved', 'refunded',
  ], // biome-ignore format: a table
  ['requested', 'confirmed'],
  {
    confirm: { by: 'customer', from: ['requested'], to: 'confirmed' },
    lapse: { by: 'anyone', from: ['requested'], to: 'lapsed' },
    cancel: { by: 'customer', from: ['requested', 'confirmed'], to: 'cancelledByCustomer' },
    decline: { by: 'merchant', from: ['requested', 'confirmed', 'checkedIn'], to: 'cancelledByMerchant' },
    arrive: { by: 'customer', from: ['confirmed'], to: 'confirmed' },
    checkIn: { by: 'merchant', from: ['confirmed'], to: 'checkedIn' },
    missCustomer: { by: 'anyone', from: ['confirmed'], to: 'noShowCustomer' },
    missMerchant: { by: 'anyone', from: ['confirmed'], to: 'noShowMerchant' },
    begin: { by: 'merchant', from: ['checkedIn'], to: 'inProgress' },
    report: { by: 'merchant', from: ['inProgress', 'quoteProposed'], to: ['inProgress', 'quoteProposed'] },
    proposeQuote: { by: 'merchant', from: ['inProgress'], to: 'quoteProposed' },
    acceptQuote: { by: 'customer', from: ['quoteProposed'], to: 'inProgress' },
    declineQuote: { by: 'customer', from: ['quoteProposed'], to: 'inProgress' },
    complete: { by: 'merchant', from: ['inProgress'], to: 'completed' },
    accept: { by: 'customer', from: ['completed'], to: 'settled' },
    settle: { by: 'anyone', from: ['completed'], to: ['settled', 'owing'] },
    payRest: { by: 'customer', from: ['owing'], to: 'settled' },
    dispute: { by: 'customer', from: ['completed'], to: 'disputed' },
    resolve: { by: 'registrar', from: ['disputed'], to: 'resolved' },
    refund: { by: 'anyone', from: ['checkedIn', 'inProgress', 'quoteProposed', 'disputed'], to: 'refunded' },
  },
);
export type BookingStatus = (typeof bookingLife.statuses)[number];
export type BookingStep = keyof typeof bookingLife.steps;

/** A claim on work that was done, within its warranty. */
export const workClaimLife = defineLife(
  'warranty claim on work',
  ['claimed', 'reworked', 'repaid', 'refused', 'defaulted'],
  'claimed',
  {
    answerWorkClaim: { by: 'merchant', from: ['claimed'], to: ['reworked', 'repaid', 'refused'] },
    defaultWorkClaim: { by: 'anyone', from: ['claimed'], to: 'defaulted' },
  },
);
