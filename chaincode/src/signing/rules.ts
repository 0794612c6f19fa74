import { demand } from '../kit/errors';
import type { Loan } from '../loan/records/loan';
import type { Policy } from '../policy/records/policy';
import type { Rental } from '../rental/records/rental';
import { signingErrors } from './errors';
import type { Signing } from './records';

/** A contract as it was loaded: one of the lists holds it. */
export interface Contract {
  readonly loan: readonly Loan[];
  readonly policy: readonly Policy[];
  readonly rental: readonly Rental[];
}

/** Who presents the papers of a contract, and who signs them. */
export function sidesOf({ loan, policy, rental }: Contract): { provider: string; customer: string } {
  const sides = [
    ...loan.map(({ lender, borrower }) => ({ provider: lender, customer: borrower })),
    ...policy.map(({ insurer, policyholder }) => ({ provider: insurer, customer: policyholder })),
    ...rental.map(({ owner, driver }) => ({ provider: owner, customer: driver })),
  ];
  return sides[0] ?? { provider: '', customer: '' };
}

/** Papers follow those before, which are signed or withdrawn by then. Throws PAPERS_OUT_OF_ORDER. */
export function mustFollow({ id, no }: Pick<Signing, 'id' | 'no'>, before: Signing | undefined): void {
  const follows = no === 1 || (before !== undefined && before.status !== 'presented');
  demand(follows, signingErrors.PAPERS_OUT_OF_ORDER, { id, no });
}

/** What is signed is what was presented, the information sheet too. Throws PAPERS_DIFFER. */
export function mustBeTheSame(
  { contract, information }: Signing,
  signed: { readonly contractHash: string; readonly informationHash?: string | undefined },
): void {
  const { PAPERS_DIFFER } = signingErrors;
  demand(signed.contractHash === contract.hash, PAPERS_DIFFER, { which: 'contract' });
  demand(signed.informationHash === information?.hash, PAPERS_DIFFER, { which: 'information sheet' });
}
