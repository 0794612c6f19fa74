import type { Invariant } from './invariant';

/** Lots that movements made, and those that they spent. */
const MOVED = `
  made AS (
    SELECT transfer.key AS movement, transfer.kind, transfer.issuer, lot ->> 'lotId' AS lot_id,
      lot ->> 'owner' AS owner,
      (lot #>> '{amount,amount}')::bigint AS amount, lot #>> '{amount,currency}' AS currency
    FROM payment.transfers AS transfer, jsonb_array_elements(transfer.record -> 'made') AS lot
  ), spent AS (
    SELECT transfer.key AS movement, transfer.kind, lot_id
    FROM payment.transfers AS transfer, jsonb_array_elements_text(transfer.record -> 'spent') AS lot_id
  )`;

export const moneyInvariants: readonly Invariant[] = [
  {
    name: 'money_has_an_origin',
    says: 'Every lot of money was made by one recorded movement, with the amount, the issuer and the owner that it has.',
    sql: `
      WITH ${MOVED}
      SELECT lot.lot_id AS subject, 'no movement made this lot of ' || lot.amount_amount || ' '
        || lot.amount_currency AS why
      FROM payment.lots AS lot WHERE NOT EXISTS (
        SELECT 1 FROM made WHERE made.lot_id = lot.lot_id AND made.owner = lot.owner
          AND made.amount = lot.amount_amount
          AND made.currency = lot.amount_currency AND made.issuer = lot.issuer)`,
  },
  {
    name: 'money_is_spent_once',
    says: 'No lot is spent twice, and none that was spent is there.',
    sql: `
      WITH ${MOVED}
      SELECT lot_id AS subject, 'spent by ' || string_agg(movement, ' and ' ORDER BY movement) AS why
        FROM spent
      GROUP BY lot_id HAVING count(*) > 1
      UNION ALL
      SELECT lot.lot_id, 'is there although ' || spent.movement || ' spent it' FROM payment.lots AS lot
        JOIN spent USING (lot_id)`,
  },
  {
    name: 'money_does_not_vanish',
    says: 'Every lot that a movement made is there, or was spent by another one.',
    sql: `
      WITH ${MOVED}
      SELECT made.lot_id AS subject, made.amount || ' ' || made.currency || ' of ' || made.movement
        || ' is nowhere' AS why
      FROM made LEFT JOIN spent USING (lot_id) LEFT JOIN payment.lots AS lot ON lot.lot_id = made.lot_id
      WHERE spent.lot_id IS NULL AND lot.lot_id IS NULL`,
  },
  {
    name: 'movements_balance',
    says: 'A movement gives as much as it takes, but for issues, which make money, and redemptions, which end it.',
    sql: `
      WITH ${MOVED}, gave AS (
        SELECT movement, sum(amount) AS amount FROM made GROUP BY movement
      ), took AS (
        SELECT spent.movement, sum(made.amount) AS amount, count(*) FILTER (WHERE made.lot_id IS NULL)
          AS unknown
        FROM spent LEFT JOIN made ON made.lot_id = spent.lot_id GROUP BY spent.movement
      )
      SELECT transfer.key AS subject, 'takes ' || coalesce(took.amount, 0) || ' and gives '
        || coalesce(gave.amount, 0) AS why
      FROM payment.transfers AS transfer LEFT JOIN gave ON gave.movement = transfer.key LEFT JOIN took
        ON took.movement = transfer.key
      WHERE transfer.kind NOT IN ('issue', 'redeem') AND coalesce(took.unknown, 0) = 0
        AND coalesce(took.amount, 0) <> coalesce(gave.amount, 0)`,
  },
  {
    name: 'escrows_are_funded',
    says: 'What an escrow has left lies in a lot of the same amount.',
    sql: `
      SELECT escrow.escrow_id AS subject, escrow.left_amount || ' ' || escrow.left_currency
        || ' left, and its lot holds ' || coalesce(lot.amount_amount::text, 'nothing') AS why
      FROM payment.escrows AS escrow LEFT JOIN payment.lots AS lot ON lot.lot_id = escrow.lot
      WHERE escrow.left_amount > 0 AND escrow.left_amount IS DISTINCT FROM lot.amount_amount`,
  },
];
