import type { Invariant } from './invariant';

/** Statuses in which a booking takes its bay. */
const TAKING = `('requested', 'confirmed', 'checkedIn', 'inProgress', 'quoteProposed')`;

export const rightInvariants: readonly Invariant[] = [
  {
    name: 'one_pledge_a_loan',
    says: 'A loan has at most one open lien, and the ranks of the open liens of a vehicle are 1, 2, 3, each once.',
    sql: `
      WITH open AS (
        SELECT vehicle.vin, lien ->> 'loanId' AS loan_id, (lien ->> 'rank')::integer AS rank
        FROM vehicle.vehicles AS vehicle, jsonb_array_elements(vehicle.record -> 'liens') AS lien
          WHERE NOT lien ? 'releasedAt'
      )
      SELECT loan_id AS subject, 'is pledged ' || count(*) || ' times: ' || string_agg(vin, ', '
        ORDER BY vin) AS why FROM open
      GROUP BY loan_id HAVING count(*) > 1
      UNION ALL
      SELECT vin, 'has open liens with the ranks ' || string_agg(rank::text, ', ' ORDER BY rank) FROM open
      GROUP BY vin HAVING count(*) <> max(rank) OR count(*) <> count(DISTINCT rank)`,
  },
  {
    name: 'one_title_a_vehicle',
    says: 'The titles of a vehicle are numbered without a gap, and the holder of the last one is its owner.',
    sql: `
      WITH last AS (
        SELECT DISTINCT ON (vin) vin, no, holder FROM vehicle.titles ORDER BY vin, no DESC
      )
      SELECT vehicle.vin AS subject, 'is owned by ' || coalesce(vehicle.owner, 'nobody')
        || ', and its title is held by ' || last.holder AS why
      FROM vehicle.vehicles AS vehicle JOIN last USING (vin) WHERE vehicle.owner IS DISTINCT FROM last.holder
      UNION ALL
      SELECT vin, 'has ' || count(*) || ' titles, the last of which is number ' || max(no) FROM vehicle.titles
      GROUP BY vin HAVING count(*) <> max(no) - min(no) + 1`,
  },
  {
    name: 'bays_are_booked_once',
    says: 'No two bookings that stand take the same bay of a merchant at the same time.',
    sql: `
      SELECT one.booking_id AS subject, 'and ' || other.booking_id || ' take ' || one.bay || ' of '
        || one.merchant || ' at the same time' AS why
      FROM service.bookings AS one JOIN service.bookings AS other
        ON other.merchant = one.merchant AND other.bay = one.bay AND other.booking_id > one.booking_id
        AND other.starts_at < one.free_at AND one.starts_at < other.free_at
      WHERE one.status IN ${TAKING} AND other.status IN ${TAKING}`,
  },
  {
    name: 'cars_are_rented_once',
    says: 'No two rentals that stand have the same car at the same time.',
    sql: `
      SELECT one.rental_id AS subject, 'and ' || other.rental_id || ' have ' || one.vin
        || ' at the same time' AS why
      FROM rental.rentals AS one JOIN rental.rentals AS other
        ON other.vin = one.vin AND other.rental_id > one.rental_id AND other."from" < one.until
          AND one."from" < other.until
      WHERE one.status IN ('booked', 'driving') AND other.status IN ('booked', 'driving')`,
  },
  {
    name: 'accesses_have_a_ground',
    says: 'Every read of driving data under a grant or a court order names one that there is, for the same vehicle.',
    sql: `
      SELECT access.access_id AS subject, access.reader || ' read data of ' || access.vin || ' under '
        || access.reference || ', which is not there' AS why
      FROM consent.accesses AS access
      WHERE (access.basis = 'grant' AND NOT EXISTS (
          SELECT 1 FROM consent.grants AS given WHERE given.vin = access.vin
            AND given.grant_id = access.reference))
        OR (access.basis = 'court' AND NOT EXISTS (
          SELECT 1 FROM consent.orders AS given WHERE given.vin = access.vin
            AND given.order_id = access.reference))`,
  },
  {
    name: 'brands_stay',
    says: 'Every brand of which a transaction told is on the title of its vehicle.',
    sql: `
      SELECT fact.fact ->> 'vin' AS subject, 'lost its brand ' || (fact.fact ->> 'brand') AS why
      FROM ledger.facts AS fact WHERE fact.name = 'TitleBranded' AND NOT EXISTS (
        SELECT 1 FROM vehicle.vehicles AS vehicle, jsonb_array_elements(vehicle.record -> 'brands') AS brand
        WHERE vehicle.vin = fact.fact ->> 'vin' AND brand ->> 'brandId' = fact.fact ->> 'brandId')`,
  },
];
