import { z } from 'zod';
import { defineLife } from '../kit/life';

const STATUSES = ['quoted', 'withdrawn', 'declined', 'bound', 'cancelled', 'closed'] as const;

/** Lapse and expiry are no statuses: they follow from the dates and are derived on read (cover.ts). */
export const policyStatus = z.enum(STATUSES);
export type PolicyStatus = z.output<typeof policyStatus>;

export const policyLife = defineLife('policy', STATUSES, 'quoted', {
  turnDown: { by: 'policyholder', from: ['quoted'], to: 'withdrawn' },
  takeBack: { by: 'insurer', from: ['quoted'], to: 'declined' },
  bind: { by: 'policyholder', from: ['quoted'], to: 'bound' },
  receivePremium: { by: 'insurer', from: ['bound'], to: 'bound' },
  reinstate: { by: 'insurer', from: ['bound'], to: 'bound' },
  offerChange: { by: 'insurer', from: ['bound'], to: 'bound' },
  acceptChange: { by: 'policyholder', from: ['bound'], to: 'bound' },
  cancel: { by: ['policyholder', 'insurer'], from: ['bound'], to: 'cancelled' },
  settleBalance: { by: 'insurer', from: ['cancelled'], to: 'cancelled' },
  close: { by: 'insurer', from: ['bound', 'cancelled'], to: 'closed' },
});
