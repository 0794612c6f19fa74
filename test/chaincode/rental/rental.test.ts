import { canonical } from '../../../chaincode/src/kit/value/json';
import { billOf } from '../../../chaincode/src/rental/rules/bill';
import { CLEAR, DAY, DRIVER, ending, eur, hash, HOUR, one, openFleet, OWNER, terms, VIN } from './fleet';

test('time, lateness and distance come out of the box, and the rest of the deposit goes back', async () => {
  const { drive, giveBack, goTo, driver, shares, other } = await openFleet();
  expect((await drive()).status).toBe('driving');
  goTo(11 * HOUR + 1000);
  expect((await giveBack(40_301)).status).toBe('returned');
  await expect(other.on.rental.settle(ending)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  const settled = await driver.on.rental.settle(ending);
  const charged = { time: eur(10_000n), late: eur(3_000n), distance: eur(3_030n), damage: eur(0n) };
  expect(settled.bill).toEqual({ ...charged, toOwner: eur(16_030n), toDriver: eur(13_970n) });
  expect(settled.owed).toBeUndefined();
  expect(await shares()).toEqual([16_030n, 13_970n]);
});

test('of two who book one hour in one block one gets it, and the other keeps the money', async () => {
  const { driver, other, at, issue, ledger, held } = await openFleet();
  const call = async (who: string, rentalId: string, from: string) => ({
    ...{ manner: 'submit' as const, room: 'rental', name: 'book' },
    request: canonical({
      rentalId,
      vin: VIN,
      from,
      cells: 2,
      paymentId: `P-${rentalId}`,
      lots: [await issue(who, 22_000n)],
    }),
  });
  const first = await call(DRIVER, 'R-1', at(0));
  const second = await call('registry/other', 'R-2', at(HOUR));
  const verdicts = await ledger.race([driver, first], [other, second]);
  expect(verdicts.filter((one) => one === 'VALID')).toHaveLength(1);
  expect([await held(driver, DRIVER), await held(other, 'registry/other')]).toEqual([0n, 22_000n]);
  expect(await other.on.rental.isFree({ vin: VIN, from: at(HOUR), cells: 3 })).toEqual({
    free: false,
    taken: [at(HOUR)],
  });
  await expect(
    other.on.rental.book({
      rentalId: 'R-2',
      vin: VIN,
      from: at(HOUR),
      cells: 2,
      paymentId: 'P-9',
      lots: ['issue-2:0'],
    }),
  ).rejects.toMatchObject({ code: 'RENTAL_SLOT_TAKEN', facts: { from: at(HOUR) } });
});

test('bookings side by side in one block are both made', async () => {
  const { driver, other, at, issue, ledger } = await openFleet();
  const call = async (who: string, rentalId: string, from: string) => ({
    ...{ manner: 'submit' as const, room: 'rental', name: 'book' },
    request: canonical({
      rentalId,
      vin: VIN,
      from,
      cells: 1,
      paymentId: `P-${rentalId}`,
      lots: [await issue(who, 21_000n)],
    }),
  });
  const first = await call(DRIVER, 'R-1', at(0));
  const second = await call('registry/other', 'R-2', at(HOUR));
  expect(await ledger.race([driver, first], [other, second])).toEqual(['VALID', 'VALID']);
});

test('only the holder of the title offers a car, and its grid stays', async () => {
  const { driver, owner, registrar, car, at, book, other } = await openFleet();
  await expect(driver.on.rental.offer(car)).rejects.toMatchObject({ code: 'RENTAL_CAR_UNUSABLE' });
  await expect(owner.on.rental.offer({ ...car, cellMinutes: 15 })).rejects.toMatchObject({
    code: 'RENTAL_GRID_FIXED',
  });
  await expect(owner.on.rental.offer({ ...car, arbiter: OWNER })).rejects.toMatchObject({
    code: 'RENTAL_SIDES_WRONG',
  });
  const lots = ['issue-1:0'];
  const wanted = { rentalId: 'R-1', vin: VIN, from: at(0), cells: 1, paymentId: 'P-1', lots };
  await expect(owner.on.rental.book(wanted)).rejects.toMatchObject({ code: 'RENTAL_SIDES_WRONG' });
  await expect(driver.on.rental.book({ ...wanted, from: at(60_000) })).rejects.toMatchObject({
    code: 'RENTAL_OFF_GRID',
  });
  await expect(driver.on.rental.book({ ...wanted, from: at(-30 * DAY) })).rejects.toMatchObject({
    code: 'RENTAL_OFF_GRID',
  });
  expect((await other.on.rental.listCars({})).items.map(({ vin }) => vin)).toEqual([VIN]);
  await owner.on.rental.close({ vin: VIN });
  await expect(book()).rejects.toMatchObject({ code: 'RENTAL_CAR_CLOSED' });
  expect((await owner.on.rental.offer({ ...car, terms: { ...terms, perCell: eur(2_000n) } })).status).toBe(
    'open',
  );
  expect((await other.on.rental.readCar({ vin: VIN })).terms.perCell).toEqual(eur(2_000n));
  await registrar.on.vehicle.reportTheft({ vin: VIN });
  await expect(driver.on.rental.book(wanted)).rejects.toMatchObject({ code: 'RENTAL_CAR_UNUSABLE' });
});

test('an owner keeps time for itself, and nobody takes it by its name', async () => {
  const { owner, at, book, driver, issue } = await openFleet();
  const block = { vin: VIN, from: at(0), cells: 2, blockId: 'B-1' };
  expect(await owner.on.rental.block(block)).toMatchObject({ until: at(2 * HOUR) });
  await expect(driver.on.rental.block(block)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(book('B-1')).rejects.toMatchObject({ code: 'RENTAL_SLOT_TAKEN' });
  expect((await owner.on.rental.listSlots({ vin: VIN })).items).toHaveLength(2);
  await expect(owner.on.rental.unblock({ ...block, blockId: 'B-2' })).rejects.toMatchObject({
    code: 'RENTAL_SLOT_TAKEN',
  });
  await owner.on.rental.unblock(block);
  await driver.on.rental.book({
    rentalId: 'R-2',
    vin: VIN,
    from: at(0),
    cells: 1,
    paymentId: 'P-2',
    lots: [await issue(DRIVER, 30_000n)],
  });
  await expect(owner.on.rental.unblock(block)).rejects.toMatchObject({ code: 'RENTAL_SLOT_TAKEN' });
});

test('keys change hands when both sign the same, not before the time and not after it', async () => {
  const { book, owner, driver, goTo, other } = await openFleet();
  await book();
  await expect(owner.on.rental.handOver({ ...one, shows: 1 })).rejects.toMatchObject({
    code: 'RENTAL_NOT_BEGUN',
  });
  goTo(0);
  expect((await owner.on.rental.handOver({ ...one, shows: 40_000 })).status).toBe('booked');
  await expect(driver.on.rental.handOver({ ...one, shows: 40_001 })).rejects.toMatchObject({
    code: 'SIGNATURES_DIFFER',
  });
  await expect(
    driver.on.rental.handOver({ ...one, shows: 40_000, conditionHash: hash }),
  ).rejects.toMatchObject({
    code: 'SIGNATURES_DIFFER',
  });
  await expect(other.on.rental.handOver({ ...one, shows: 40_000 })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  expect((await driver.on.rental.handOver({ ...one, shows: 40_000 })).status).toBe('driving');
  await expect(other.on.rental.read(one)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect((await driver.on.rental.listRentals({ driver: DRIVER })).items).toHaveLength(1);
  goTo(34 * HOUR);
  await expect(driver.on.rental.takeBack({ ...one, shows: 40_100 })).rejects.toMatchObject({
    code: 'RENTAL_LATE',
  });
  expect((await driver.on.rental.read(one)).now).toBe('driving');
  goTo(34 * HOUR + CLEAR);
  expect((await driver.on.rental.read(one)).now).toBe('disputed');
});

test('cancelling is free until a day before, then costs half, and the time is free again', async () => {
  const { book, driver, owner, goTo, at, shares } = await openFleet();
  await book();
  await driver.on.rental.cancel(ending);
  expect(await shares()).toEqual([0n, 30_000n]);
  expect((await driver.on.rental.isFree({ vin: VIN, from: at(0), cells: 10 })).free).toBe(true);
  await book('R-2');
  goTo(-HOUR);
  expect((await driver.on.rental.cancel({ rentalId: 'R-2', paymentId: 'P-2' })).status).toBe('cancelled');
  expect(await shares()).toEqual([5_000n, 55_000n]);
  await book('R-3');
  await owner.on.rental.cancel({ rentalId: 'R-3', paymentId: 'P-3' });
  expect(await shares()).toEqual([5_000n, 85_000n]);
});

test('who waited in vain gets the price; when nobody signed all goes back', async () => {
  const { book, owner, other, goTo, at, shares } = await openFleet();
  await book();
  await book('R-2', at(10 * HOUR));
  goTo(0);
  expect((await other.on.rental.tick(ending)).status).toBe('booked');
  await owner.on.rental.handOver({ ...one, shows: 40_000 });
  goTo(2 * HOUR + CLEAR);
  expect((await other.on.rental.tick(ending)).status).toBe('cancelled');
  expect(await shares()).toEqual([10_000n, 20_000n]);
  goTo(12 * HOUR + CLEAR);
  await other.on.rental.tick({ rentalId: 'R-2', paymentId: 'P-2' });
  await other.on.rental.tick({ rentalId: 'R-2', paymentId: 'P-3' });
  expect(await shares()).toEqual([10_000n, 50_000n]);
});

test('damage waits for the driver, silence accepts it, and what exceeds the box is owed', async () => {
  const { drive, giveBack, goTo, owner, other, auditor, shares } = await openFleet();
  await drive();
  await giveBack(40_100);
  const damage = { ...one, amount: eur(50_000n), evidenceHash: hash };
  await owner.on.rental.claimDamage(damage);
  await expect(owner.on.rental.claimDamage(damage)).rejects.toMatchObject({ code: 'DAMAGE_CLAIMED' });
  await expect(owner.on.rental.settle(ending)).rejects.toMatchObject({ code: 'DAMAGE_CLAIMED' });
  goTo(3 * DAY);
  await other.on.rental.tick(ending);
  const settled = await auditor.on.rental.read(one);
  expect([settled.status, settled.owed]).toEqual(['settled', eur(30_000n)]);
  expect(await shares()).toEqual([30_000n, 0n]);
});

test('the arbiter decides, and a silent arbiter leaves damage aside', async () => {
  const { drive, giveBack, owner, driver, auditor, be, goTo, shares, other } = await openFleet();
  const arbiter = await be('registry/auditor', 'auditor');
  await drive();
  await giveBack(40_100);
  await owner.on.rental.claimDamage({ ...one, amount: eur(5_000n), evidenceHash: hash });
  await driver.on.rental.dispute(one);
  const verdict = { ...ending, toOwner: eur(30_001n) };
  await expect(owner.on.rental.resolve(verdict)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  await expect(arbiter.on.rental.resolve(verdict)).rejects.toMatchObject({ code: 'RENTAL_SPLIT_EXCEEDS' });
  expect((await auditor.on.rental.read(one)).now).toBe('disputed');
  goTo(40 * DAY);
  await expect(arbiter.on.rental.resolve({ ...ending, toOwner: eur(1n) })).rejects.toMatchObject({
    code: 'RENTAL_LATE',
  });
  await other.on.rental.tick(ending);
  expect((await auditor.on.rental.read(one)).bill).toMatchObject({ damage: eur(0n), toOwner: eur(10_000n) });
  expect(await shares()).toEqual([10_000n, 20_000n]);
});

test('of a car that never came back the owner keeps the box when the arbiter is silent', async () => {
  const { drive, goTo, other, shares } = await openFleet();
  await drive();
  goTo(34 * HOUR + CLEAR);
  expect((await other.on.rental.tick(ending)).status).toBe('disputed');
  goTo(34 * HOUR + 30 * DAY + CLEAR);
  expect((await other.on.rental.tick(ending)).status).toBe('resolved');
  expect(await shares()).toEqual([30_000n, 0n]);
});

test('the shares of any bill add up to the box', async () => {
  const { drive, giveBack, auditor } = await openFleet();
  await drive();
  await giveBack(40_100);
  const { now: _now, ...rental } = await auditor.on.rental.read(one);
  for (const shows of [40_000, 40_200, 40_201, 40_500, 90_000]) {
    const said = { shows, at: rental.until };
    const { bill, owed } = billOf({ ...rental, back: { owner: said, driver: said } }, true);
    expect(bill.toOwner.amount + bill.toDriver.amount).toBe(rental.box.amount);
    const asked = bill.time.amount + bill.late.amount + bill.distance.amount + bill.damage.amount;
    expect(bill.toOwner.amount + owed.amount).toBe(asked);
  }
});
