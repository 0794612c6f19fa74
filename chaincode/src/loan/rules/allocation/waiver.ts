import { LATE_INTEREST, lateInterestOwed, metArrears } from '../owed/lateinterest';
import type { Servicing } from '../../records/servicing';
import type { Terms } from '../../records/terms';

/** Takes interest off that fell due, oldest first; answers what could not be taken. */
export function waiveInterest(state: Servicing, amount: bigint): { state: Servicing; left: bigint } {
  let left = amount;
  const due = state.due.map((row) => {
    const share = row.interest < left ? row.interest : left;
    left -= share;
    return { ...row, interest: row.interest - share };
  });
  return { state: { ...state, due: due.filter((row) => row.principal + row.interest > 0n) }, left };
}

/** Takes an amount off a charge or off late interest; answers what could not be taken. */
export function waiveCharge(
  terms: Terms,
  state: Servicing,
  chargeId: string,
  amount: bigint,
): { state: Servicing; left: bigint } {
  if (chargeId === LATE_INTEREST) {
    const late = lateInterestOwed(terms, state);
    const taken = late < amount ? late : amount;
    return { state: metArrears(state, taken), left: amount - taken };
  }
  const owed = state.charges.find((one) => one.chargeId === chargeId)?.owed ?? 0n;
  const share = owed < amount ? owed : amount;
  const charges = state.charges.map((one) =>
    one.chargeId === chargeId ? { ...one, owed: one.owed - share } : one,
  );
  return { state: { ...state, charges: charges.filter((one) => one.owed > 0n) }, left: amount - share };
}
