import { defineLife } from '../kit/life';
import { applications, applicationStatus } from './records/application';
import { usages, usageStatus } from './records/month';
import { policies, policyStatus } from './records/policy';
import { trips, tripStatus } from './records/trip';

export const policyLife = defineLife(
  policies,
  { field: 'status', statuses: policyStatus.options, initial: 'quoted', way: ['quoted', 'bound', 'closed'] },
  {
    turnDown: { by: 'policyholder', from: ['quoted'], to: 'withdrawn' },
    takeBack: { by: 'insurer', from: ['quoted'], to: 'declined' },
    bind: { by: 'policyholder', from: ['quoted'], to: 'bound' },
    receivePremium: { by: 'insurer', from: ['bound'], to: '=' },
    payPremium: { by: 'policyholder', from: ['bound'], to: '=' },
    draw: { by: 'insurer', from: ['bound'], to: '=' },
    lapse: { by: 'insurer', from: ['bound'], to: '=' },
    reinstate: { by: 'insurer', from: ['bound'], to: '=' },
    offerChange: { by: 'insurer', from: ['bound'], to: '=' },
    acceptChange: { by: 'policyholder', from: ['bound'], to: '=' },
    takeOver: { by: 'buyer', from: ['bound'], to: '=' },
    withdraw: { by: 'policyholder', from: ['bound'], to: 'cancelled' },
    cancel: { by: ['policyholder', 'insurer'], from: ['bound'], to: 'cancelled' },
    settleBalance: { by: 'insurer', from: ['cancelled'], to: '=' },
    close: { by: 'insurer', from: ['bound', 'cancelled'], to: 'closed' },
  },
);

/**
 * A customer's application; its answer is a quote, and from then on the life of the policy goes on with it.
 */
export const applicationLife = defineLife(
  applications,
  { field: 'status', statuses: applicationStatus.options, initial: 'applied', way: ['applied', 'quoted'] },
  {
    revoke: { by: 'applicant', from: ['applied'], to: 'revoked' },
    decline: { by: 'insurer', from: ['applied'], to: 'declined' },
    answer: { by: 'insurer', from: ['applied'], to: 'quoted' },
  },
);

/**
 * A trip counts for the score in every status but `passenger`. Whose policy it is, and so who may dispute it,
 * the policy says.
 */
export const tripLife = defineLife(
  trips,
  { field: 'status', statuses: tripStatus.options, initial: 'counted', way: ['counted'] },
  {
    dispute: { by: 'anybody', from: ['counted'], to: 'disputed' },
    answer: { by: 'insurer', from: ['disputed'], to: ['passenger', 'upheld'] },
  },
);

/** A month that was billed. Who settles it twice is told so by the rule; one of 0.00 may still be named. */
export const usageLife = defineLife(
  usages,
  {
    field: 'status',
    statuses: usageStatus.options,
    initial: ['expected', 'paid'],
    way: ['expected', 'paid'],
  },
  { settleMonth: { by: 'insurer', from: ['expected', 'paid'], to: 'paid' } },
);
