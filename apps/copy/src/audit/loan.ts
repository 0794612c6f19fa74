import type { Invariant } from './invariant';

export const loanInvariants: readonly Invariant[] = [
  {
    name: 'loan_entries_are_whole',
    says: 'A loan has as many entries as its record counts, numbered without a gap, and the last one is there.',
    sql: `
      SELECT loan.loan_id AS subject, 'counts ' || loan.entries || ' entries and has ' || count(entry.key)
        AS why
      FROM loan.loans AS loan LEFT JOIN loan.entries AS entry ON entry.loan_id = loan.loan_id
      GROUP BY loan.loan_id, loan.entries, loan.last_entry_id
      HAVING count(entry.key) <> loan.entries OR coalesce(max(entry.number), 0) <> loan.entries
        OR (loan.entries > 0 AND count(*) FILTER (WHERE entry.entry_id = loan.last_entry_id) <> 1)`,
  },
  {
    name: 'loan_entries_sum_to_the_balance',
    says: 'Principal lent less principal repaid is what the last entry of a loan says is outstanding (loans whose plan was never changed and no booking undone).',
    sql: `
      WITH walk AS (
        SELECT loan_id, sum(CASE WHEN kind = 'disbursement' THEN amount_amount ELSE -principal_amount END)
          AS balance,
          bool_or(kind IN ('reversal', 'reage', 'reamortise', 'reschedule', 'holiday')
            OR reversed_by IS NOT NULL OR record ? 'rebooked') AS changed
        FROM loan.entries GROUP BY loan_id
      )
      SELECT loan.loan_id AS subject, 'entries add up to ' || walk.balance || ', and '
        || last.outstanding_amount || ' is outstanding' AS why
      FROM loan.loans AS loan JOIN walk USING (loan_id)
      JOIN loan.entries AS last ON last.loan_id = loan.loan_id AND last.entry_id = loan.last_entry_id
      WHERE NOT walk.changed AND walk.balance <> last.outstanding_amount`,
  },
];
