import type { Parts, Servicing } from '../../records/servicing';

export const NOTHING: Parts = { principal: 0n, interest: 0n, fee: 0n, penalty: 0n };
export const totalOf = ({ principal, interest, fee, penalty }: Parts): bigint => principal + interest + fee + penalty;
export const plus = (left: Parts, right: Parts): Parts => ({
  principal: left.principal + right.principal,
  interest: left.interest + right.interest,
  fee: left.fee + right.fee,
  penalty: left.penalty + right.penalty,
});
export const sumOf = <T>(list: readonly T[], amount: (item: T) => bigint): bigint =>
  list.reduce((sum, item) => sum + amount(item), 0n);

/** Principal lent and not yet paid back. */
export const principalOwed = ({ balance, early, due }: Servicing): bigint =>
  balance + sumOf(due, (row) => row.principal) - sumOf(early, (row) => row.principal);
