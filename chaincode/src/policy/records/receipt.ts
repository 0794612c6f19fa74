import type { Day } from '../../kit/value/time';
import type { Instalment } from './instalment';
import type { Policy } from './policy';

interface Paid {
  readonly no: number;
  readonly paymentId: string;
}
const paidBy = ({ instalments }: Policy, { no, paymentId }: Paid): Instalment | undefined =>
  instalments.find((one) => one.no === no && one.paymentId === paymentId);

/** Whether an instalment was paid by this payment. */
export const isPaidBy = (policy: Policy, paid: Paid): boolean => paidBy(policy, paid) !== undefined;

/** Whether any instalment was paid by this payment. */
export const isReceipt = ({ instalments }: Policy, { paymentId }: { readonly paymentId: string }): boolean =>
  instalments.some((one) => one.paymentId === paymentId);

/** A repeated message about the same payment, of the same day, changes nothing. */
export function isReceived(
  policy: Policy,
  { on, ...paid }: Paid & { readonly on?: Day | undefined },
): boolean {
  const one = paidBy(policy, paid);
  return one !== undefined && one.paidOn === on && !endedGap(policy, one);
}

/** Whether the instalment was the late one of a lapse, which this payment ended. */
export function isReinstated(policy: Policy, paid: Paid): boolean {
  const one = paidBy(policy, paid);
  return one !== undefined && endedGap(policy, one);
}

const endedGap = ({ gaps }: Policy, { paidAt }: Instalment): boolean =>
  gaps.some(({ until }) => until === paidAt);
