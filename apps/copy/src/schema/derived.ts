import { type Loan, loanOverdue } from '@roadbook/chaincode/api';
import type { SqlType } from './column';

/** Columns that no field of a record holds and a rule of its room tells. */
interface Derived {
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  readonly values: (record: unknown) => Readonly<Record<string, unknown>>;
}

const NOTHING: Derived = { columns: [], values: () => ({}) };

/** What of a loan is past due, as it was last booked: a plan is dates by a calendar, which SQL does not know. */
const overdue: Derived = {
  columns: [
    { name: 'booked_on', type: 'date' },
    { name: 'past_due_since', type: 'date' },
    { name: 'past_due_principal', type: 'bigint' },
    { name: 'past_due_interest', type: 'bigint' },
  ],
  values(record) {
    const { terms, servicing } = record as Loan;
    const found = servicing && loanOverdue(terms, servicing);
    return {
      booked_on: servicing?.asOf ?? null,
      past_due_since: found?.since ?? null,
      past_due_principal: found ? String(found.principal) : null,
      past_due_interest: found ? String(found.interest) : null,
    };
  },
};

const BY_KIND: Readonly<Record<string, Derived>> = { loan: overdue };

/** What is derived from the records of a kind. */
export const derivedOf = (kind: string): Derived => BY_KIND[kind] ?? NOTHING;
