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
  lapse: { by: 'insurer', from: ['bound'], to: 'bound' },
  reinstate: { by: 'insurer', from: ['bound'], to: 'bound' },
  offerChange: { by: 'insurer', from: ['bound'], to: 'bound' },
  acceptChange: { by: 'policyholder', from: ['bound'], to: 'bound' },
  cancel: { by: ['policyholder', 'insurer'], from: ['bound'], to: 'cancelled' },
  settleBalance: { by: 'insurer', from: ['cancelled'], to: 'cancelled' },
  close: { by: 'insurer', from: ['bound', 'cancelled'], to: 'closed' },
});

const APPLICATION = ['applied', 'revoked', 'declined', 'quoted'] as const;
export const applicationStatus = z.enum(APPLICATION);
export type ApplicationStatus = z.output<typeof applicationStatus>;

/** A customer's application. From `quoted` on the life of the policy goes on with it. */
export const applicationLife = defineLife('application for cover', APPLICATION, 'applied', {
  revoke: { by: 'applicant', from: ['applied'], to: 'revoked' },
  decline: { by: 'insurer', from: ['applied'], to: 'declined' },
  answer: { by: 'insurer', from: ['applied'], to: 'quoted' },
});

const TRIP = ['counted', 'disputed', 'passenger', 'upheld'] as const;
export const tripStatus = z.enum(TRIP);

/** A trip counts for the score in every status but `passenger`. */
export const tripLife = defineLife('trip', TRIP, 'counted', {
  dispute: { by: 'policyholder', from: ['counted'], to: 'disputed' },
  agree: { by: 'insurer', from: ['disputed'], to: 'passenger' },
  uphold: { by: 'insurer', from: ['disputed'], to: 'upheld' },
});
