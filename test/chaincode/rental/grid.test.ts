import { zoneName } from '../../../chaincode/src/kit/value/zone';
import { phaseOf } from '../../../chaincode/src/rental/rules/slot';
import { birth, EUROPEAN, tag } from '../vehicle/cast';
import { DRIVER, HOUR, openFleet, OWNER } from './fleet';

const fixed = (zone: string, offsetMinutes: number) => ({
  ...{ zone, from: '2026-01-01T00:00:00.000Z' },
  offsets: [{ until: '2030-01-01T00:00:00.000Z', offsetMinutes }],
});

/** A second car, of an owner in India: it is first offered there. */
async function openIndia() {
  const fleet = await openFleet();
  const { registrar, plant, owner, car } = fleet;
  await registrar.on.merchant.publishZone(fixed('Asia/Kolkata', 330));
  await plant.on.vehicle.certifyBirth(birth(EUROPEAN));
  await registrar.on.vehicle.register({
    ...{ vin: EUROPEAN, registrationId: 'R-2', owner: OWNER, jurisdiction: 'IN', plateTag: tag('MH 01') },
  });
  const offered = await owner.on.rental.offer({ ...car, vin: EUROPEAN, zone: 'Asia/Kolkata' });
  return { ...fleet, offered };
}

test.each([
  ['M30: +05:30 (Asia/Kolkata)', 330, 30],
  ['+05:45 (Asia/Kathmandu)', 345, 15],
  ['-03:30 (America/St_Johns)', -210, 30],
  ['+12:45 (Pacific/Chatham)', 765, 15],
  ['-09:30 (Pacific/Marquesas)', -570, 30],
  ['+01:00', 60, 0],
  ['-08:00', -480, 0],
])('full hours at %s lie %s minutes off', (_name, offset, phase) => {
  expect(phaseOf(offset, 60)).toBe(phase);
  expect(phaseOf(offset, 15)).toBe(0);
});

test('M30: an hour begins when the clocks of the owner say so, and two bookings meet in it or not at all', async () => {
  const { owner, driver, at, issue, offered } = await openIndia();
  expect(offered).toMatchObject({ zone: 'Asia/Kolkata', phaseMinutes: 30 });
  const lots = async () => [await issue(DRIVER, 22_000n)];
  const ask = { vin: EUROPEAN, cells: 2 };
  const half = at(HOUR / 2);
  const rental = await driver.on.rental.book({
    ...{ ...ask, rentalId: 'R-1', from: half, paymentId: 'P-1', lots: await lots() },
  });
  expect(rental).toMatchObject({ from: half, until: at(2.5 * HOUR) });
  await expect(
    driver.on.rental.book({ ...ask, rentalId: 'R-2', from: at(HOUR), paymentId: 'P-2', lots: await lots() }),
  ).rejects.toMatchObject({ code: 'RENTAL_OFF_GRID', facts: { minutes: 60, phase: 30 } });
  await expect(
    driver.on.rental.book({
      ...{ ...ask, rentalId: 'R-3', from: at(1.5 * HOUR), paymentId: 'P-3', lots: await lots() },
    }),
  ).rejects.toMatchObject({ code: 'RENTAL_SLOT_TAKEN' });
  const kept = await owner.on.rental.block({ ...ask, from: at(2.5 * HOUR), blockId: 'K-1' });
  expect(kept.until).toBe(at(4.5 * HOUR));
});

test('M30: the grid stays for good: a car of before keeps that of UTC, whatever zone it names later', async () => {
  const { owner, car, registrar } = await openFleet();
  await registrar.on.merchant.publishZone(fixed('Asia/Kolkata', 330));
  await registrar.on.merchant.publishZone(fixed('Europe/Oslo', 60));
  await expect(owner.on.rental.offer({ ...car, zone: 'Asia/Kolkata' })).rejects.toMatchObject({
    code: 'RENTAL_GRID_FIXED',
  });
  expect(await owner.on.rental.offer({ ...car, zone: 'Europe/Oslo' })).not.toHaveProperty('phaseMinutes');
});

/** Canonical names, links and old names of the IANA database (files backward, etcetera, northamerica). */
const NAMES = [
  ...['Etc/GMT+1', 'Etc/GMT-14', 'Etc/GMT0', 'GMT+0', 'GMT-0', 'GMT0', 'EST5EDT', 'CST6CDT', 'MST7MDT'],
  ...['PST8PDT', 'EST', 'MST', 'HST', 'WET', 'CET', 'MET', 'EET', 'UTC', 'UCT', 'Zulu', 'GB-Eire', 'GB'],
  ...['NZ', 'NZ-CHAT', 'W-SU', 'PRC', 'ROC', 'ROK', 'America/Port-au-Prince', 'America/Blanc-Sablon'],
  ...['America/Argentina/ComodRivadavia', 'America/North_Dakota/New_Salem', 'Africa/Porto-Novo'],
  ...[
    'Asia/Ust-Nera',
    'Etc/Greenwich',
    'America/Indiana/Tell_City',
    'US/East-Indiana',
    'Antarctica/DumontDUrville',
  ],
];

test('M30: every name of the IANA database is a zone, and nothing else is', () => {
  const known = [...NAMES, ...Intl.supportedValuesOf('timeZone')];
  expect(known.length).toBeGreaterThan(400);
  expect(known.filter((name) => !zoneName.safeParse(name).success)).toEqual([]);
  for (const wrong of [
    '',
    'europe/berlin',
    'Europe/',
    '/Berlin',
    'Europe//Berlin',
    'Europe/Ber lin',
    '+01:00',
  ])
    expect(zoneName.safeParse(wrong).success).toBe(false);
});
