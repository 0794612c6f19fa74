import type { PolicyStatus } from './life';

/** The states of a policy in Etherisc GIF 3, for export. */
export type GifPolicyState = 'APPLIED' | 'REVOKED' | 'DECLINED' | 'COLLATERALIZED' | 'CLOSED';

const GIF: Readonly<Record<PolicyStatus, GifPolicyState>> = {
  quoted: 'APPLIED',
  withdrawn: 'REVOKED',
  declined: 'DECLINED',
  bound: 'COLLATERALIZED',
  cancelled: 'CLOSED',
  closed: 'CLOSED',
};

const OURS: Readonly<Record<GifPolicyState, PolicyStatus>> = {
  APPLIED: 'quoted',
  REVOKED: 'withdrawn',
  DECLINED: 'declined',
  COLLATERALIZED: 'bound',
  CLOSED: 'closed',
};

export const toGif = (status: PolicyStatus): GifPolicyState => GIF[status];
export const fromGif = (state: GifPolicyState): PolicyStatus => OURS[state];

/** A premium instalment and a payout share their two words with ours: EXPECTED, PAID. */
export const premiumToGif = (status: 'expected' | 'paid'): 'EXPECTED' | 'PAID' => (status === 'paid' ? 'PAID' : 'EXPECTED');
