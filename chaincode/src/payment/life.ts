import { defineLife } from '../kit/life';

/** A court takes the whole of a box, so that none of its own steps is left. */
const court = ['registrar', 'auditor'] as const;

/** A deadline that passed is no status: it is derived from the dates when somebody acts. */
export const escrowLife = defineLife(
  'escrow',
  ['created', 'funded', 'partlyReleased', 'released', 'refunded', 'disputed', 'resolved', 'withdrawn', 'clawedBack'],
  'created',
  {
    fundEscrow: { by: 'payer', from: ['created'], to: 'funded' },
    withdrawEscrow: { by: ['payer', 'payee'], from: ['created'], to: 'withdrawn' },
    confirm: { by: 'confirmer', from: ['funded', 'partlyReleased'], to: ['funded', 'partlyReleased'] },
    releaseEscrow: { by: 'anyone', from: ['funded', 'partlyReleased'], to: ['partlyReleased', 'released'] },
    refundEscrow: { by: 'anyone', from: ['funded', 'partlyReleased', 'disputed'], to: 'refunded' },
    dispute: { by: ['payer', 'payee'], from: ['funded', 'partlyReleased'], to: 'disputed' },
    resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
    clawBack: { by: court, from: ['funded', 'partlyReleased', 'disputed'], to: 'clawedBack' },
  },
);

export const holdLife = defineLife('hold', ['authorised', 'captured', 'ended', 'clawedBack'], 'authorised', {
  capture: { by: 'payee', from: ['authorised'], to: ['authorised', 'captured'] },
  endHold: { by: 'anyone', from: ['authorised'], to: 'ended' },
  clawBack: { by: court, from: ['authorised'], to: 'clawedBack' },
});

export const lockLife = defineLife('lock', ['locked', 'claimed', 'reclaimed', 'clawedBack'], 'locked', {
  claim: { by: 'payee', from: ['locked'], to: 'claimed' },
  reclaim: { by: 'anyone', from: ['locked'], to: 'reclaimed' },
  clawBack: { by: court, from: ['locked'], to: 'clawedBack' },
});

/** Issuing and redeeming. A holder's redemption begins asked; what staff of the lender ask begins checked, and another person settles it. */
export const supplyLife = defineLife(
  'supply order',
  ['asked', 'checked', 'settled', 'refused', 'withdrawn', 'clawedBack'],
  ['asked', 'checked'],
  {
    checkRedemption: { by: 'lender', from: ['asked'], to: 'checked' },
    settle: { by: 'lender', from: ['checked'], to: 'settled' },
    refuseOrder: { by: 'lender', from: ['asked', 'checked'], to: 'refused' },
    withdrawOrder: { by: 'holder', from: ['asked'], to: 'withdrawn' },
    clawBack: { by: court, from: ['asked', 'checked'], to: 'clawedBack' },
  },
);

export const requestLife = defineLife('payment request', ['open', 'paid', 'withdrawn'], 'open', {
  payRequest: { by: 'anyone', from: ['open'], to: ['open', 'paid'] },
  withdrawRequest: { by: 'payee', from: ['open'], to: 'withdrawn' },
});

/** What was exchanged shows in the lots of its box; that its time is over is derived. */
export const quoteLife = defineLife('exchange quote', ['open', 'withdrawn'], 'open', {
  exchange: { by: 'anyone', from: ['open'], to: 'open' },
  withdrawQuote: { by: 'maker', from: ['open'], to: 'withdrawn' },
});

export const freezeLife = defineLife('freeze', ['tracing', 'asked', 'standing', 'lifted'], ['tracing', 'asked'], {
  freezeAddresses: { by: court, from: ['tracing', 'standing'], to: ['asked', 'standing'] },
  confirmTrace: { by: 'another organisation', from: ['tracing'], to: '=' },
  confirmFreeze: { by: 'another organisation', from: ['asked', 'standing'], to: 'standing' },
  clawBack: { by: court, from: ['standing'], to: 'standing' },
  unfreeze: { by: court, from: ['tracing', 'asked', 'standing'], to: ['lifted', '='] },
  confirmUnfreeze: { by: 'another organisation', from: ['tracing', 'asked', 'standing'], to: 'lifted' },
});
