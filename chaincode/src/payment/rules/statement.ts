import { demand } from '../../kit/errors';
import { add, type Currency, isPositive, type Money, subtract, sum } from '../../kit/value/money';
import { addMillis, addMonths, type Day, startOf, type Instant, WINDOW_MS } from '../../kit/value/time';
import { showsFrom, type Zone } from '../../kit/value/zone';
import { paymentErrors } from '../errors';
import { type Entry, type Lot, monthOf } from '../records/money';

/** Most lines of a statement. */
const LINES = 1000;

/** What stands on an account between two moments; opening plus entries is closing. */
export interface Statement {
  readonly opening: Money;
  readonly entries: Entry[];
  readonly credits: Money;
  readonly debits: Money;
  readonly closing: Money;
}

/** When a statement begins, and its exclusive end: days on the clocks of a zone. */
export const periodOf = (zone: Zone, from: Day, until: Day): { begins: Instant; ends: Instant } => ({
  begins: showsFrom(zone, startOf(from)),
  ends: showsFrom(zone, startOf(until)),
});

/**
 * Months whose entries are needed to reckon back from now to a moment. Who paid a moment ago may have a clock
 * that is ahead of the reader's.
 */
export function monthsSince(begins: Instant, now: Instant): string[] {
  const months: string[] = [];
  const last = monthOf(addMillis(now, 2 * WINDOW_MS));
  for (let first = `${monthOf(begins)}-01`; monthOf(first) <= last; first = addMonths(first, 1))
    months.push(monthOf(first));
  return months;
}

/**
 * Opening, entries, closing (camt.053). It reckons back from the lots held now, so its cost is that of the
 * time since `from`, not of the whole past, and a statement that adds up also proves that lots and entries
 * agree. The end is exclusive; `since` are all entries of the months since it begins.
 */
export function statementOf(
  held: Money,
  since: readonly Entry[],
  { begins, ends }: ReturnType<typeof periodOf>,
): Statement {
  const after = since.filter(({ at }) => at >= ends);
  const entries = since.filter(({ at }) => begins <= at && at < ends);
  demand(entries.length <= LINES, paymentErrors.STATEMENT_TOO_LONG, { max: LINES });
  const code: Currency = held.currency;
  const closing = subtract(held, total(after, code));
  const credits = total(
    entries.filter(({ amount }) => isPositive(amount)),
    code,
  );
  const moved = total(entries, code);
  return { opening: subtract(closing, moved), entries, credits, debits: subtract(credits, moved), closing };
}

const total = (entries: readonly Entry[], code: Currency): Money =>
  sum(
    entries.map(({ amount }) => amount),
    code,
  );

/** What a party holds, by issuer and currency. A frozen lot counts as frozen even if it is bound. */
export function balancesOf(held: readonly Lot[]) {
  const accounts = new Map<
    string,
    { issuer: string; free: Money; bound: Money; frozen: Money; lots: number }
  >();
  for (const { issuer, amount, purpose, frozenBy } of held) {
    const name = `${issuer}.${amount.currency}`;
    const none = { amount: 0n, currency: amount.currency };
    const account = accounts.get(name) ?? { issuer, free: none, bound: none, frozen: none, lots: 0 };
    const as = frozenBy ? 'frozen' : purpose ? 'bound' : 'free';
    accounts.set(name, { ...account, [as]: add(account[as], amount), lots: account.lots + 1 });
  }
  return [...accounts.values()];
}
