import type { Parts, Servicing } from '../../records/servicing';

/** No money in any part. */
export const NOTHING: Parts = { principal: 0n, interest: 0n, fee: 0n, penalty: 0n };
/** All parts together; minor units. */
export const totalOf = ({ principal, interest, fee, penalty }: Parts): bigint =>
  principal + interest + fee + penalty;
/** Part by part. */
export const plus = (left: Parts, right: Parts): Parts => ({
  principal: left.principal + right.principal,
  interest: left.interest + right.interest,
  fee: left.fee + right.fee,
  penalty: left.penalty + right.penalty,
});
/** The sum of an amount of each item; minor units. */
export const sumOf = <T>(list: readonly T[], amount: (item: T) => bigint): bigint =>
  list.reduce((sum, item) => sum + amount(item), 0n);

/** Principal lent and not yet paid back. */
export const principalOwed = ({ balance, early, due }: Servicing): bigint =>
  balance + sumOf(due, (row) => row.principal) - sumOf(early, (row) => row.principal);
