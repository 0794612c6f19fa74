import { demand } from '../../kit/errors';
import { add, compare, isZero, type Money, show, subtract } from '../../kit/value/money';
import { addMonths, type Day, dayOf } from '../../kit/value/time';
import type { StatedLoss } from '../../policy/door';
import { claimErrors } from '../errors';
import { claimLife } from '../life';
import type { Claim } from '../records/claim';
import type { PracticeVersion } from '../records/practice';

/** What a claim has paid for the loss and the policyholder has not paid back. */
const openOf = ({ paid, boughtBack }: Claim): Money =>
  boughtBack ? subtract(paid, boughtBack.amount) : paid;

/**
 * Whether a claim ends the claim-free time: its loss was by own fault, it is confirmed, or closed with money
 * that was paid and not paid back. Closed without payment it counts as none (AKB I.4.1.2 b), so does one that
 * was bought back (AKB I.5).
 */
export function counts(claim: Claim): boolean {
  if (claim.ownFault !== true) return false;
  return claim.status === 'confirmed' || (claim.status === 'closed' && !isZero(openOf(claim)));
}

/** What the policy must know of the loss of a claim, as the claim stands. */
export const lossOf = (claim: Claim): StatedLoss => ({
  claimId: claim.claimId,
  lossAt: claim.lossAt,
  counts: counts(claim),
});

/**
 * The policyholder paid back what the claim had paid, all of it, within the months that the practice gives
 * after the end of the claim (AKB I.5: six). Throws BUY_BACK_UNFITTING, BUY_BACK_LATE.
 */
export function buyBack(
  claim: Claim,
  { paymentId, amount, on }: { readonly paymentId: string; readonly amount: Money; readonly on: Day },
  { buyBackMonths }: Pick<PracticeVersion, 'buyBackMonths'>,
): Claim {
  const status = claimLife.step('buyBack', claim.status);
  const { claimId, endedAt, boughtBack } = claim;
  const open = openOf(claim);
  demand(compare(amount, open) === 0, claimErrors.BUY_BACK_UNFITTING, {
    claimId,
    open: show(open),
    amount: show(amount),
  });
  const until = addMonths(dayOf(endedAt ?? claim.openedAt), buyBackMonths ?? 0);
  demand(buyBackMonths === undefined || on <= until, claimErrors.BUY_BACK_LATE, { claimId, until });
  const total = boughtBack ? add(boughtBack.amount, amount) : amount;
  return { ...claim, status, boughtBack: { amount: total, paymentId, on } };
}
