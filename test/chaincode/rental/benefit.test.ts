import { CLUB, openClub, pointsOf } from '../loyalty/join';
import { DRIVER, ending, eur, HOUR, openFleet, OWNER, VIN } from './fleet';

/** The driver has 1,000 points of the owner and books ten hours with them: 100.00 becomes 90.00. */
async function openBooked() {
  const fleet = await openFleet();
  const { owner, driver, issue, at } = fleet;
  const lots = await openClub(owner, driver, { partner: OWNER, member: DRIVER, issue, amount: 100_000n });
  const rental = await driver.on.rental.book({
    ...{ rentalId: 'R-1', vin: VIN, from: at(0), cells: 10, paymentId: 'P-R-1' },
    lots: [await issue(DRIVER, 30_000n)],
    benefits: { programId: CLUB, points: { units: 1_000, lots } },
  });
  return { ...fleet, rental };
}

test('a rental is booked with points: the box holds the lowered price; settled, it earns points on the money', async () => {
  const { rental, owner, driver, goTo, giveBack, held } = await openBooked();
  expect(rental).toMatchObject({
    price: eur(9_000n),
    box: eur(29_000n),
    benefits: { paidInPoints: eur(1_000n) },
  });
  expect([await pointsOf(driver, DRIVER), await held(driver, DRIVER)]).toEqual([0, 1_000n]);
  goTo(0);
  const keys = { rentalId: 'R-1', shows: 40_000 };
  await owner.on.rental.handOver(keys);
  await driver.on.rental.handOver(keys);
  goTo(9 * HOUR);
  await giveBack(40_000);
  await driver.on.rental.settle(ending);
  // 90.00 at a point a euro, times one and a half: the points before made it gold.
  expect(await pointsOf(driver, DRIVER)).toBe(135);
});

test('a rental that is cancelled in time gives the points back', async () => {
  const { driver, held } = await openBooked();
  await driver.on.rental.cancel(ending);
  expect([await pointsOf(driver, DRIVER), await held(driver, DRIVER)]).toEqual([1_000, 30_000n]);
});
