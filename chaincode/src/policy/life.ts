import { z } from 'zod';
import { type Step, defineLife } from '../kit/life';

/** Lapse and expiry are no statuses: they follow from the dates and are derived on read. */
export const policyStatus = z.enum(['applied', 'quoted', 'withdrawn', 'declined', 'bound', 'cancelled', 'closed']);
export type PolicyStatus = z.output<typeof policyStatus>;
export type PolicySide = 'policyholder' | 'insurer';

export const policyLife = defineLife('policy', policyStatus.options, ['applied', 'quoted'], {
  quote: { by: 'insurer', from: ['applied'], to: 'quoted' },
  decline: { by: 'insurer', from: ['applied'], to: 'declined' },
  withdraw: { by: ['policyholder', 'insurer'], from: ['applied', 'quoted'], to: 'withdrawn' },
  bind: { by: 'policyholder', from: ['quoted'], to: 'bound' },
  offerChange: { by: 'insurer', from: ['bound'], to: 'bound' },
  acceptChange: { by: 'policyholder', from: ['bound'], to: 'bound' },
  reinstate: { by: 'insurer', from: ['bound'], to: 'bound' },
  cancel: { by: ['policyholder', 'insurer'], from: ['bound'], to: 'cancelled' },
  close: { by: 'insurer', from: ['bound', 'cancelled'], to: 'closed' },
} as const satisfies Record<string, Step<PolicyStatus, PolicySide>>);
