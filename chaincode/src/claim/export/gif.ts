import type { z } from 'zod';
import type { paymentStatus } from '../records/payment';
import type { claimStatus } from '../records/claim';

type ClaimStatus = z.output<typeof claimStatus>;
type PaymentStatus = z.output<typeof paymentStatus>;

/** The states of a claim in Etherisc GIF 3. */
const CLAIM = {
  submitted: 'SUBMITTED',
  withdrawn: 'REVOKED',
  denied: 'DECLINED',
  confirmed: 'CONFIRMED',
  closed: 'CLOSED',
  cancelled: 'CANCELLED',
} as const satisfies Record<ClaimStatus, string>;
export type GifClaimState = (typeof CLAIM)[ClaimStatus];

/** GIF has no approval: a payout that waits for a second person is expected there. */
const PAYOUT = {
  pending: 'EXPECTED',
  expected: 'EXPECTED',
  paid: 'PAID',
  cancelled: 'CANCELLED',
} as const satisfies Record<PaymentStatus, string>;

export const claimToGif = (status: ClaimStatus): GifClaimState => CLAIM[status];
export const claimFromGif = (state: GifClaimState): ClaimStatus | undefined =>
  (Object.keys(CLAIM) as ClaimStatus[]).find((status) => CLAIM[status] === state);
export const payoutToGif = (status: PaymentStatus): (typeof PAYOUT)[PaymentStatus] => PAYOUT[status];
