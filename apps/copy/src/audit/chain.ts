import type { Invariant } from './invariant';

export const chainInvariants: readonly Invariant[] = [
  {
    name: 'blocks_are_chained',
    says: 'Blocks are numbered without a gap, each names the one before it by its hash, and the copy stands at the last.',
    sql: `
      SELECT number::text AS subject, 'does not name the block before it' AS why FROM (
        SELECT number, previous_hash, lag(hash) OVER (ORDER BY number) AS before,
          lag(number) OVER (ORDER BY number) AS last FROM ledger.blocks
      ) AS walked WHERE (number > 0 AND (before IS DISTINCT FROM previous_hash OR last IS DISTINCT
        FROM number - 1))
      UNION ALL
      SELECT block::text, 'is where the copy stands, and is not its last block' FROM ledger.copy
      WHERE block IS NOT NULL AND block IS DISTINCT FROM (SELECT max(number) FROM ledger.blocks)`,
  },
  {
    name: 'transactions_are_counted',
    says: 'Every transaction that a block holds is there once, with every fact that it told.',
    sql: `
      SELECT block.number::text AS subject, 'holds ' || block.transactions || ' transactions, and '
        || count(transaction.tx_id) || ' are there' AS why
      FROM ledger.blocks AS block LEFT JOIN ledger.transactions AS transaction
        ON transaction.block = block.number
      GROUP BY block.number, block.transactions HAVING count(transaction.tx_id) <> block.transactions
      UNION ALL
      SELECT transaction.tx_id, 'told ' || transaction.facts || ' facts, and ' || count(fact.number)
        || ' are there'
      FROM ledger.transactions AS transaction LEFT JOIN ledger.facts AS fact USING (block, position)
      GROUP BY transaction.block, transaction.position, transaction.tx_id,
        transaction.facts HAVING count(fact.number) <> transaction.facts`,
  },
];
