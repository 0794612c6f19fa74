import { canonical } from '../../../chaincode/src/kit/value/json';
import { DRIVER, DAY, ending, eur, HOUR, one, openFleet, VIN } from './fleet';

test('a rental that runs is extended into free time, paid beforehand, and billed as one', async () => {
  const { drive, driver, other, owner, goTo, issue, giveBack, at, shares, held } = await openFleet();
  await drive();
  const wish = { ...one, paymentId: 'P-more', cells: 3, lots: [await issue(DRIVER, 5_000n)] };
  await expect(other.on.rental.extend(wish)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  const extended = await driver.on.rental.extend(wish);
  expect(extended).toMatchObject({ until: at(13 * HOUR), cells: 13, price: eur(13_000n), box: eur(33_000n) });
  expect(await driver.on.rental.extend(wish)).toEqual(extended);
  await expect(driver.on.rental.extend({ ...wish, cells: 5 })).rejects.toBeDefined();
  await expect(driver.on.rental.extend({ ...wish, lots: ['another:0'] })).rejects.toBeDefined();
  expect(await held(driver, DRIVER)).toBe(2_000n);
  expect(await other.on.rental.isFree({ vin: VIN, from: at(12 * HOUR), cells: 2 })).toEqual({
    free: false,
    taken: [at(12 * HOUR)],
  });
  goTo(13 * HOUR);
  await expect(driver.on.rental.extend({ ...wish, paymentId: 'P-late' })).rejects.toMatchObject({
    code: 'RENTAL_NOT_EXTENDABLE',
    facts: { until: at(13 * HOUR) },
  });
  await giveBack(40_261);
  const { bill } = await owner.on.rental.settle(ending);
  expect(bill).toMatchObject({
    time: eur(13_000n),
    late: eur(0n),
    distance: eur(30n),
    toDriver: eur(19_970n),
  });
  expect(await shares()).toEqual([13_030n, 21_970n]);
});

test('the next booking, a closed car, money of another kind and a signed return stand in the way', async () => {
  const { drive, driver, owner, book, at, issue, other, car, goTo } = await openFleet();
  await drive();
  await book('R-2', at(11 * HOUR));
  const wish = { ...one, paymentId: 'P-more', cells: 2, lots: [await issue(DRIVER, 5_000n)] };
  await expect(driver.on.rental.extend(wish)).rejects.toMatchObject({
    code: 'RENTAL_SLOT_TAKEN',
    facts: { from: at(11 * HOUR) },
  });
  await expect(driver.on.rental.extend({ ...wish, cells: 191 })).rejects.toMatchObject({ code: 'TOO_MANY' });
  await owner.on.rental.close({ vin: VIN });
  await expect(driver.on.rental.extend({ ...wish, cells: 1 })).rejects.toMatchObject({
    code: 'RENTAL_CAR_CLOSED',
  });
  await owner.on.rental.offer(car);
  const plain = await issue(DRIVER, 2_000n);
  const purpose = { vin: VIN, until: at(30 * DAY), remainderTo: DRIVER };
  await driver.on.payment.bind({
    paymentId: 'P-bound',
    from: DRIVER,
    to: DRIVER,
    amount: eur(2_000n),
    purpose,
    lots: [plain],
  });
  await expect(driver.on.rental.extend({ ...wish, cells: 1, lots: ['P-bound:0'] })).rejects.toMatchObject({
    code: 'PURPOSES_DIFFER',
  });
  goTo(9 * HOUR);
  await driver.on.rental.takeBack({ ...one, shows: 40_001 });
  await expect(driver.on.rental.extend({ ...wish, cells: 1 })).rejects.toMatchObject({
    code: 'RENTAL_NOT_EXTENDABLE',
  });
  await expect(other.on.rental.extend({ ...wish, cells: 1 })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('of an extension and a booking of the same hour in one block one is made', async () => {
  const { drive, driver, other, issue, ledger, at } = await openFleet();
  await drive();
  const lots = [await issue(DRIVER, 1_000n)];
  const more = { rentalId: 'R-1', paymentId: 'P-more', cells: 1, lots };
  const next = { rentalId: 'R-2', vin: VIN, from: at(10 * HOUR), cells: 1, paymentId: 'P-2' };
  const booking = { ...next, lots: [await issue('registry/other', 21_000n)] };
  const call = (name: string, request: object) => ({
    ...{ manner: 'submit' as const, room: 'rental', name },
    request: canonical(request),
  });
  const verdicts = await ledger.race([driver, call('extend', more)], [other, call('book', booking)]);
  expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
});

test('what both signed for joins the odometer of the vehicle, and a lower meter is flagged, not refused', async () => {
  const { drive, driver, owner, auditor, goTo, at, workshop } = await openFleet();
  await drive();
  const read = () => auditor.on.vehicle.listReadings({ vin: VIN });
  const [out] = (await read()).items;
  expect(out).toMatchObject({
    readingId: 'rental-out:R-1',
    value: 40_000,
    source: 'rental',
    at: at(0),
    signs: [],
  });
  goTo(9 * HOUR);
  await driver.on.rental.takeBack({ ...one, shows: 39_000 });
  goTo(10 * HOUR);
  await owner.on.rental.takeBack({ ...one, shows: 39_000 });
  const back = (await read()).items.find(({ readingId }) => readingId === 'rental-back:R-1');
  expect(back).toMatchObject({
    value: 39_000,
    at: at(9 * HOUR),
    signs: ['lower'],
    reporter: 'registry/owner',
  });
  expect((await auditor.on.vehicle.readOdometer({ vin: VIN })).verdict).toBe('illogical');
  const own = { vin: VIN, readingId: 'mine', value: 1, unit: 'km' as const, at: at(0) };
  await expect(workshop.on.vehicle.recordReading({ ...own, source: 'rental' })).rejects.toMatchObject({
    code: 'SOURCE_NOT_YOURS',
  });
  expect((await driver.on.rental.settle(ending)).bill?.distance).toEqual(eur(0n));
});
