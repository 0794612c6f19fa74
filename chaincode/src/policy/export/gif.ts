import type { ApplicationStatus } from '../records/application';
import type { PolicyStatus } from '../records/policy';

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

/**
 * GIF applies and underwrites one policy object; with us the application comes first, and once it is quoted
 * the policy tells the state.
 */
const APPLICATION: Readonly<Record<ApplicationStatus, GifPolicyState>> = {
  applied: 'APPLIED',
  revoked: 'REVOKED',
  declined: 'DECLINED',
  quoted: 'APPLIED',
};

const OURS: Readonly<Record<GifPolicyState, PolicyStatus>> = {
  APPLIED: 'quoted',
  REVOKED: 'withdrawn',
  DECLINED: 'declined',
  COLLATERALIZED: 'bound',
  CLOSED: 'closed',
};

export const toGif = (status: PolicyStatus): GifPolicyState => GIF[status];
/** The state of an application: of its own, or of the policy that answered it. */
export const applicationToGif = (status: ApplicationStatus, answer?: PolicyStatus): GifPolicyState =>
  status === 'quoted' && answer !== undefined ? toGif(answer) : APPLICATION[status];
export const fromGif = (state: GifPolicyState): PolicyStatus => OURS[state];

/** A premium instalment and a payout share their two words with ours: EXPECTED, PAID. */
export const premiumToGif = (status: 'expected' | 'paid'): 'EXPECTED' | 'PAID' =>
  status === 'paid' ? 'PAID' : 'EXPECTED';
