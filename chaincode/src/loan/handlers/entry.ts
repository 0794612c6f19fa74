import { demand, kitErrors, refuse } from '../../kit/errors';
import { type Money, of } from '../../kit/value/money';
import { type Local, zoneNamed } from '../../kit/value/zone';
import type { NewEntry } from '../rules/booking/effect';
import { MAX_LATER, mayComeBefore, type Place, standsAfter } from '../rules/booking/replay';
import { type Done, isFinal, isPaidOff } from '../rules/entry';
import { servicingOf } from '../rules/state/loan';
import { loanEvents } from '../events';
import type { Loan } from '../records/loan';
import { type Booked, booked, type Entry } from '../records/entry';
import { releaseCollateral, endNotice } from './collateral';
import { type Saving, type Clocked } from '../tables';
import type { Found } from '../../kit/ledger/rows';

/** The time by the stamp, on the clocks of the zone that the terms name. */
export const clockOf = async (tx: Clocked, { terms }: Pick<Loan, 'terms'>): Promise<Local> => ({
  at: tx.now,
  zone: await zoneNamed(tx.zones, terms.zone),
});

/** Minor units of an amount in the currency of the loan. */
export function minorOf(loan: Loan, { amount, currency }: Money): bigint {
  const right = loan.terms.principal.currency;
  demand(currency === right, kitErrors.CURRENCY_DIFFERS, { left: right, right: currency });
  return amount;
}

/**
 * The entries of a loan from the last back to the first one that `until` holds of, each of which names the one
 * before it, so that no range is read.
 */
export async function laterThan(
  tx: { readonly entries: Pick<Found<Entry>, 'get'> },
  loan: Loan,
  until: (entry: Entry) => boolean,
): Promise<Place> {
  const later: Entry[] = [];
  for (let id = loan.lastEntryId; id !== undefined; ) {
    const before = await tx.entries.get(loan.loanId, id);
    if (until(before)) return { before, later };
    if (later.length === MAX_LATER)
      return refuse(kitErrors.TOO_MANY, { count: later.length + 1, what: 'later entries', max: MAX_LATER });
    later.unshift(before);
    id = before.previousId;
  }
  return { later };
}

/** Where a booking stands if that is not the end; then the loan is booked again from there. */
export async function placeOf(
  tx: Saving,
  loan: Loan,
  booking: Pick<NewEntry, 'kind' | 'on'>,
): Promise<Place | undefined> {
  if (!mayComeBefore(loan, booking)) return undefined;
  return laterThan(tx, loan, (entry) => !standsAfter(entry, booking));
}

/**
 * Saves a booking, with the later entries that it shared out again; if it paid the loan off, the lien goes in
 * the same transaction, unless a payment may come back.
 */
export async function save(tx: Saving, { loan, entry, changed = [] }: Done): Promise<Booked> {
  const { rebooked } = entry;
  for (const one of changed) await tx.entries.put(one);
  if (rebooked) await tellRebooked(tx, loan, entry, rebooked);
  if (loan.status === 'defaulted') await endNotice(tx, loan, servicingOf(loan).asOf);
  const before = await tx.loans.get(loan.loanId);
  const releases =
    isPaidOff(loan) && loan.lienReleasedAt === undefined && isFinal(loan, await clockOf(tx, loan));
  await tx.loans.put(releases ? await releaseCollateral(tx, loan) : loan);
  await tx.entries.put(entry);
  const credit = of(servicingOf(loan).credit, loan.terms.principal.currency);
  if (isPaidOff(loan) && !isPaidOff(before))
    tx.tell(loanEvents.LoanSettled, { loanId: loan.loanId, on: entry.on, credit });
  return booked(entry);
}

/** Saves a recovery: the last of it settles the loan and releases its lien, one before leaves both. */
export async function saveRecovery(tx: Saving, recovered: Done): Promise<Booked> {
  if (recovered.loan.status !== 'writtenOff') return save(tx, recovered);
  for (const one of recovered.changed ?? []) await tx.entries.put(one);
  await tx.loans.put(recovered.loan);
  await tx.entries.put(recovered.entry);
  return booked(recovered.entry);
}

/** Tells what fell away or came again with a booking before others, and the bucket if it is another now. */
async function tellRebooked(
  tx: Saving,
  loan: Loan,
  { loanId, entryId, on }: Entry,
  rebooked: NonNullable<Entry['rebooked']>,
): Promise<void> {
  tx.tell(loanEvents.LoanRebooked, { loanId, entryId, on, ...rebooked });
  const { bucket } = await tx.loans.get(loanId);
  if (loan.bucket !== undefined && loan.bucket !== bucket)
    tx.tell(loanEvents.BucketChanged, { loanId, on: servicingOf(loan).asOf, bucket: loan.bucket });
}

export const repaid = ({ loanId, entryId, kind, on, amount, outstanding }: Booked) => ({
  loanId,
  entryId,
  kind,
  on,
  amount,
  outstanding,
});
