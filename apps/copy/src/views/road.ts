import type { View } from './shape';

/** Views of makers, owners, workshops and authorities. */
export const roadViews: readonly View[] = [
  {
    name: 'recall_completion',
    says: 'Recall campaigns: vehicles, how many are done, how many are open, and the share in percent.',
    sql: `
      SELECT recall.campaign, recall.manufacturer, recall.component, recall.received_on,
        count(vehicle.vin) AS vehicles,
        count(vehicle.completed_at) AS completed, count(vehicle.vin) - count(vehicle.completed_at) AS open,
        round(100.0 * count(vehicle.completed_at) / nullif(count(vehicle.vin), 0), 1) AS percent
      FROM vehicle.recalls AS recall LEFT JOIN vehicle.recalled_vehicles AS vehicle
        ON vehicle.campaign = recall.campaign
      GROUP BY recall.campaign, recall.manufacturer, recall.component, recall.received_on`,
  },
  {
    name: 'open_recalls',
    says: 'Vehicles with a recall that is not done: campaign, since when, whether they may be driven.',
    sql: `
      SELECT vehicle.vin, vehicle.campaign, recall.manufacturer, recall.component, recall.park_it,
        vehicle.opened_at
      FROM vehicle.recalled_vehicles AS vehicle JOIN vehicle.recalls AS recall
        ON recall.campaign = vehicle.campaign
      WHERE vehicle.completed_at IS NULL`,
  },
  {
    name: 'open_liens',
    says: 'Rights of lenders in vehicles that are not released: holder, loan, amount secured, rank.',
    sql: `
      SELECT vehicle.vin, vehicle.owner, lien ->> 'holder' AS holder, lien ->> 'lienId' AS lien_id,
        lien ->> 'loanId' AS loan_id,
        (lien #>> '{amount,amount}')::bigint AS amount, lien #>> '{amount,currency}' AS currency,
          (lien ->> 'rank')::integer AS rank,
        (lien ->> 'placedAt')::timestamptz AS placed_at
      FROM vehicle.vehicles AS vehicle, jsonb_array_elements(vehicle.record -> 'liens') AS lien
        WHERE NOT lien ? 'releasedAt'`,
  },
  {
    name: 'branded_vehicles',
    says: 'Vehicles with a brand on the title: which, by whom, since when.',
    sql: `
      SELECT vehicle.vin, vehicle.status, brand ->> 'name' AS brand, brand ->> 'by' AS by,
        (brand ->> 'at')::timestamptz AS at
      FROM vehicle.vehicles AS vehicle, jsonb_array_elements(vehicle.record -> 'brands') AS brand`,
  },
  {
    name: 'odometer_doubts',
    says: 'Vehicles whose readings do not run in one line: the verdict, how many readings, the last one.',
    sql: `
      SELECT vin, verdict, readings, (record #>> '{last,value}')::bigint AS last_value, suspect_blocker,
        suspect_clone
      FROM vehicle.odometers WHERE verdict <> 'logical'`,
  },
  {
    name: 'title_history',
    says: 'Who held the title of each vehicle, in order: since when, from whom, for what reason.',
    sql: `SELECT vin, no, holder, "from", since, reason, reference FROM vehicle.titles`,
  },
  {
    name: 'data_accesses',
    says: 'Every read of driving data: of which vehicle, by whom, on what basis, for what purpose.',
    sql: `
      SELECT vin, access_id, reader, "by", basis, reference, purpose, "precision", "at"
        FROM consent.accesses`,
  },
  {
    name: 'bookings_ahead',
    says: 'Services that are booked and not over: merchant, customer, vehicle, when, at what price.',
    sql: `
      SELECT booking_id, merchant, customer, vin, service_code, bay, starts_at, ends_at, status,
        price_amount, price_currency AS currency
      FROM service.bookings WHERE status IN ('requested', 'confirmed', 'checkedIn', 'inProgress',
        'quoteProposed')`,
  },
  {
    name: 'merchant_stars',
    says: 'Active merchants with the mean of their reviews and how bookings with them came out.',
    sql: `
      SELECT merchant.merchant, merchant.business_name, merchant.category,
        (SELECT count(*) FROM merchant.reviews AS review WHERE review.merchant = merchant.merchant)
          AS reviews,
        (SELECT round(avg(review.stars), 2) FROM merchant.reviews AS review
          WHERE review.merchant = merchant.merchant) AS stars,
        (SELECT count(*) FROM merchant.outcomes AS outcome WHERE outcome.merchant = merchant.merchant)
          AS bookings,
        (SELECT count(*) FROM merchant.outcomes AS outcome WHERE outcome.merchant = merchant.merchant
          AND outcome.outcome = 'failed') AS failed
      FROM merchant.merchants AS merchant WHERE merchant.status = 'active'`,
  },
  {
    name: 'vehicles_for_sale',
    says: 'Listings that are open or reserved: vehicle, seller, until when.',
    sql: `
      SELECT listing_id, vin, seller, status, model, listed_at, until FROM sale.listings
        WHERE status IN ('listed', 'reserved')`,
  },
  {
    name: 'rentals_running',
    says: 'Rentals that are booked or driving: vehicle, owner, driver, from when to when.',
    sql: `
      SELECT rental_id, vin, owner, driver, status, "from", until, price_amount, price_currency AS currency
      FROM rental.rentals WHERE status IN ('booked', 'driving')`,
  },
  {
    name: 'parts_history',
    says: 'EPCIS events of parts: what happened, when, who recorded it, whether it was declared wrong.',
    sql: `
      SELECT hash, type, event_at, "at" AS recorded_at, "by", record #>> '{event,bizStep}' AS biz_step,
        record #>> '{event,action}' AS action,
        erroneous FROM part.events`,
  },
];
