import type { View } from './shape';

/** Views of the ledger itself, for operators and auditors. */
export const chainViews: readonly View[] = [
  {
    name: 'calls_by_day',
    says: 'How often each organisation called each operation, by day, and how often it did not count.',
    sql: `
      SELECT ("at" AT TIME ZONE 'UTC')::date AS day, org, operation, count(*) AS calls,
        count(*) FILTER (WHERE NOT valid) AS invalid
      FROM ledger.transactions, unnest(operations) AS operation GROUP BY 1, org, operation`,
  },
  {
    name: 'invalid_transactions',
    says: 'Transactions that are in a block and did not count: whose, which operation, and why not.',
    sql: `SELECT block, position, tx_id, "at", org, caller, operations, code FROM ledger.transactions
      WHERE NOT valid`,
  },
  {
    name: 'facts_told',
    says: 'What transactions told, in order, with who called.',
    sql: `
      SELECT fact.block, fact.position, fact.number, fact."at", fact.name, fact.fact, transaction.org,
        transaction.caller, fact.tx_id
      FROM ledger.facts AS fact JOIN ledger.transactions AS transaction USING (block, position)`,
  },
];
