import { eur, HOUR, one, openFleet, terms, VIN } from './fleet';

const MINUTE = 60_000;
/** A car that was out from 0:00 to 10:00, back so long after the end; late costs 15.00 an hour. */
async function back(graceMinutes: number | undefined, millis: number) {
  const { owner, car, drive, goTo, giveBack, driver } = await openFleet();
  const changed = { ...terms, ...(graceMinutes !== undefined && { graceMinutes }) };
  await owner.on.rental.offer({ ...car, terms: changed });
  await drive();
  goTo(10 * HOUR + millis);
  await giveBack(40_100);
  const { bill } = await driver.on.rental.settle({ ...one, paymentId: 'P-end' });
  return bill?.late;
}

test.each([
  ['M29, rental-desk#9: a millisecond late within a grace costs nothing', 15, 1, 0n],
  ['at the last moment of the grace it costs nothing', 15, 15 * MINUTE, 0n],
  ['beyond it a cell is charged from the end on', 15, 15 * MINUTE + 1, 1_500n],
  ['and two when two were begun since the end', 59, 61 * MINUTE, 3_000n],
  ['terms that name no grace give none, as before', undefined, 1, 1_500n],
])('%s', async (_name, grace, millis, late) => {
  expect(await back(grace, millis)).toEqual(eur(late));
});

test('M29, commonsbooking#729: a car that is back early frees the cells that have not begun', async () => {
  const { owner, drive, goTo, giveBack, at, other, issue } = await openFleet();
  await drive();
  goTo(3 * HOUR + 20 * MINUTE);
  const rental = await giveBack(40_050);
  expect(rental).toMatchObject({ status: 'returned', freedFrom: at(4 * HOUR) });
  const free = (from: string, cells: number) => owner.on.rental.isFree({ vin: VIN, from, cells });
  expect(await free(at(4 * HOUR), 6)).toEqual({ free: true, taken: [] });
  expect((await free(at(3 * HOUR), 1)).free).toBe(false);
  const lots = [await issue('registry/other', 26_000n)];
  const next = { rentalId: 'R-2', vin: VIN, from: at(4 * HOUR), cells: 6, paymentId: 'P-2', lots };
  expect(await other.on.rental.book(next)).toMatchObject({ status: 'booked' });
});

test('M29: whoever frees nothing says so: back in the last cell, late, or on the dot', async () => {
  for (const millis of [9 * HOUR + MINUTE, 10 * HOUR, 10 * HOUR + MINUTE]) {
    const { drive, goTo, giveBack } = await openFleet();
    await drive();
    goTo(millis);
    expect(await giveBack(40_050)).not.toHaveProperty('freedFrom');
  }
});

test('M29: the time booked is paid though the car was back early, and what another took stays taken', async () => {
  const { owner, drive, goTo, giveBack, at, other, issue, driver, shares } = await openFleet();
  await drive();
  goTo(2 * HOUR);
  await giveBack(40_050);
  const lots = [await issue('registry/other', 28_000n)];
  await other.on.rental.book({
    rentalId: 'R-2',
    vin: VIN,
    from: at(2 * HOUR),
    cells: 8,
    paymentId: 'P-2',
    lots,
  });
  const { bill } = await driver.on.rental.settle({ ...one, paymentId: 'P-end' });
  expect(bill).toMatchObject({ time: eur(10_000n), toDriver: eur(20_000n) });
  expect(await shares()).toEqual([10_000n, 20_000n]);
  const { items } = await owner.on.rental.listSlots({ vin: VIN });
  expect(items.filter(({ id }) => id === 'R-2')).toHaveLength(8);
});
