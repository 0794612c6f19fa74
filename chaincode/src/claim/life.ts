import { z } from 'zod';
import { defineLife } from '../kit/life';

const NOTICE = ['draft', 'validated', 'claimed', 'completed', 'rejected', 'discarded'] as const;
const CLAIM = ['submitted', 'withdrawn', 'denied', 'confirmed', 'closed', 'cancelled'] as const;
const PAYMENT = ['pending', 'expected', 'paid', 'cancelled'] as const;
const SUBROGATION = ['demanded', 'accepted', 'disputed', 'arbitration', 'recovered', 'dropped'] as const;

export const noticeStatus = z.enum(NOTICE);
export const claimStatus = z.enum(CLAIM);
export const paymentStatus = z.enum(PAYMENT);
export const subrogationStatus = z.enum(SUBROGATION);

/** First notice of loss: validated at once when there was cover, otherwise a draft for the insurer to judge. */
export const noticeLife = defineLife('notice', NOTICE, ['draft', 'validated'], {
  validate: { by: 'insurer', from: ['draft'], to: 'validated' },
  reject: { by: 'insurer', from: ['draft', 'validated'], to: 'rejected' },
  discard: { by: 'reporter', from: ['draft', 'validated'], to: 'discarded' },
  open: { by: 'insurer', from: ['validated'], to: 'claimed' },
  complete: { by: 'insurer', from: ['claimed', 'completed'], to: 'completed' },
});

export const claimLife = defineLife('claim', CLAIM, 'submitted', {
  withdraw: { by: 'policyholder', from: ['submitted'], to: 'withdrawn' },
  deny: { by: 'insurer', from: ['submitted'], to: 'denied' },
  confirm: { by: 'insurer', from: ['submitted', 'confirmed'], to: 'confirmed' },
  cancel: { by: 'insurer', from: ['confirmed'], to: 'cancelled' },
  close: { by: 'insurer', from: ['confirmed'], to: 'closed' },
  reopen: { by: 'insurer', from: ['denied', 'closed'], to: ['submitted', 'confirmed'] },
});

export const paymentLife = defineLife('claim payment', PAYMENT, ['pending', 'expected'], {
  approve: { by: 'second person of the insurer', from: ['pending'], to: 'expected' },
  refuse: { by: 'insurer', from: ['pending', 'expected'], to: 'cancelled' },
  confirmPaid: { by: 'insurer', from: ['expected'], to: 'paid' },
});

export const subrogationLife = defineLife('subrogation', SUBROGATION, 'demanded', {
  accept: { by: 'respondent', from: ['demanded', 'disputed', 'arbitration'], to: 'accepted' },
  dispute: { by: 'respondent', from: ['demanded'], to: 'disputed' },
  arbitrate: { by: 'insurer', from: ['disputed'], to: 'arbitration' },
  recover: { by: 'insurer', from: ['accepted', 'arbitration'], to: 'recovered' },
  drop: { by: 'insurer', from: ['demanded', 'accepted', 'disputed', 'arbitration'], to: 'dropped' },
});

const PARAMETRIC = ['offered', 'agreed', 'due', 'paid', 'withdrawn'] as const;
export const parametricStatus = z.enum(PARAMETRIC);

/** Cover by a trigger. It ends by its dates; what an oracle observes after the payout is still recorded and changes nothing. */
export const parametricLife = defineLife('parametric cover', PARAMETRIC, 'offered', {
  withdraw: { by: ['insurer', 'policyholder'], from: ['offered'], to: 'withdrawn' },
  agree: { by: 'policyholder', from: ['offered'], to: 'agreed' },
  setAside: { by: 'insurer', from: ['agreed'], to: 'agreed' },
  tick: { by: ['oracle', 'anyone'], from: ['agreed'], to: ['due', 'paid'] },
  confirmPayout: { by: 'insurer', from: ['due'], to: 'paid' },
});
