import type { View } from './shape';

/** Views of lenders, insurers and whoever moves money. */
export const financeViews: readonly View[] = [
  {
    name: 'loans_past_due',
    says: 'Loans with an instalment past due, as last booked: since when, how many days, how much, what is outstanding.',
    sql: `
      SELECT loan.loan_id, loan.lender, loan.borrower, loan.vin, loan.status, loan.booked_on,
        loan.past_due_since,
        loan.booked_on - loan.past_due_since AS days_past_due, loan.bucket,
          loan.past_due_principal + loan.past_due_interest AS past_due_amount,
        entry.outstanding_amount, entry.outstanding_currency AS currency
      FROM loan.loans AS loan LEFT JOIN loan.entries AS entry ON entry.loan_id = loan.loan_id
        AND entry.entry_id = loan.last_entry_id
      WHERE loan.past_due_since IS NOT NULL AND loan.status IN ('active', 'defaulted')`,
  },
  {
    name: 'loan_portfolio',
    says: 'Loans of each lender by status and currency: how many, and what is outstanding.',
    sql: `
      SELECT loan.lender, loan.status, entry.outstanding_currency AS currency, count(*) AS loans,
        sum(entry.outstanding_amount) AS outstanding_amount
      FROM loan.loans AS loan LEFT JOIN loan.entries AS entry ON entry.loan_id = loan.loan_id
        AND entry.entry_id = loan.last_entry_id
      GROUP BY loan.lender, loan.status, entry.outstanding_currency`,
  },
  {
    name: 'delinquency',
    says: 'The delinquency table: running loans of each lender by days past due, with what is outstanding.',
    sql: `
      SELECT lender, currency, bucket, count(*) AS loans, sum(outstanding_amount) AS outstanding_amount FROM (
        SELECT loan.lender, entry.outstanding_currency AS currency, entry.outstanding_amount,
          CASE WHEN loan.past_due_since IS NULL OR loan.booked_on <= loan.past_due_since THEN 'current'
            WHEN loan.booked_on - loan.past_due_since <= 30 THEN '1-30'
              WHEN loan.booked_on - loan.past_due_since <= 60 THEN '31-60'
            WHEN loan.booked_on - loan.past_due_since <= 90 THEN '61-90' ELSE '91+' END AS bucket
        FROM loan.loans AS loan LEFT JOIN loan.entries AS entry ON entry.loan_id = loan.loan_id
          AND entry.entry_id = loan.last_entry_id
        WHERE loan.status IN ('active', 'defaulted')
      ) AS running GROUP BY lender, currency, bucket`,
  },
  {
    name: 'loan_entries',
    says: 'Every booking on every loan, in the order of arrival: kind, day of value, shares, what is outstanding after it.',
    sql: `
      SELECT entry.loan_id, loan.lender, loan.borrower, entry.number, entry.entry_id, entry.kind,
        entry."on", entry.amount_amount,
        entry.principal_amount, entry.interest_amount, entry.fee_amount, entry.penalty_amount,
          entry.outstanding_amount,
        entry.amount_currency AS currency, entry.reverses, entry.reversed_by
      FROM loan.entries AS entry JOIN loan.loans AS loan ON loan.loan_id = entry.loan_id`,
  },
  {
    name: 'policies_in_force',
    says: 'Policies that are bound and neither cancelled nor closed: insurer, vehicle, from when to when.',
    sql: `
      SELECT policy_id, insurer, policyholder, vin, pricing, starts_at, ends_at, sum_insured_amount,
        sum_insured_currency AS currency
      FROM policy.policies WHERE status = 'bound'`,
  },
  {
    name: 'open_claims',
    says: 'Claims that are not ended: cause, since when, confirmed, promised and paid, flags that call for a second look.',
    sql: `
      SELECT claim_id, insurer, policyholder, policy_id, vin, cause, loss_at, opened_at, status,
        amount_amount, promised_amount, paid_amount,
        amount_currency AS currency, open_exposures, open_payments, record -> 'flags' AS flags
      FROM claim.claims WHERE status IN ('submitted', 'confirmed')`,
  },
  {
    name: 'claims_paid',
    says: 'Indemnity and costs paid by each insurer, by kind and currency.',
    sql: `
      SELECT claim.insurer, payment.cost_type, payment.cost_category, payment.amount_currency AS currency,
        count(*) AS payments,
        sum(payment.amount_amount) AS amount
      FROM claim.payments AS payment JOIN claim.claims AS claim ON claim.claim_id = payment.claim_id
        WHERE payment.status = 'paid'
      GROUP BY claim.insurer, payment.cost_type, payment.cost_category, payment.amount_currency`,
  },
  {
    name: 'money_in_circulation',
    says: 'Digital money that exists: of each issuer and currency, how many lots, how much, how much of it is frozen.',
    sql: `
      SELECT issuer, amount_currency AS currency, count(*) AS lots, sum(amount_amount) AS amount,
        coalesce(sum(amount_amount) FILTER (WHERE frozen_by IS NOT NULL), 0) AS frozen_amount
      FROM payment.lots GROUP BY issuer, amount_currency`,
  },
  {
    name: 'escrows_open',
    says: 'Money in escrow that neither side has: payer, payee, what is left, the deadline.',
    sql: `
      SELECT escrow_id, payer, payee, left_amount, left_currency AS currency, deadline, status
      FROM payment.escrows WHERE left_amount > 0`,
  },
];
