import { CLEAR, ending, eur, HOUR, one, openFleet } from '../rental/fleet';
import { byClock, holdBack, WINDOW } from './harness';

const DRIVER_PAID = 30_000n;

test('no clock that is ahead ends a rental whose keys are handed over in time', async () => {
  const { book, owner, driver, other, ledger, goTo } = await openFleet();
  await book();
  goTo(2 * HOUR - 1);
  await byClock(ledger, other, WINDOW).on.rental.tick(ending);
  await owner.on.rental.handOver({ ...one, shows: 40_000 });
  expect((await driver.on.rental.handOver({ ...one, shows: 40_000 })).status).toBe('driving');
});

test('a car that comes back in time by a right clock is back, whoever ticks by a hurried one', async () => {
  const { drive, giveBack, other, ledger, goTo } = await openFleet();
  await drive();
  goTo(34 * HOUR - 1);
  await byClock(ledger, other, WINDOW).on.rental.tick(ending);
  expect((await giveBack(40_100)).status).toBe('returned');
});

test('a free cancellation that was held back is void once a tick has bound the driver', async () => {
  const { book, driver, owner, ledger, goTo, shares } = await openFleet();
  await book();
  goTo(-24 * HOUR - 1);
  const cancel = { ...ending, paymentId: 'P-held' };
  const held = await holdBack(ledger, driver, 0, (on) => on.rental.cancel(cancel));
  await byClock(ledger, owner, WINDOW).on.rental.tick(ending);
  goTo(-24 * HOUR + CLEAR);
  await owner.on.rental.tick(ending);
  expect(held()).toEqual(['MVCC_READ_CONFLICT']);
  const { bill } = await byClock(ledger, driver, -WINDOW).on.rental.cancel(cancel);
  expect(bill?.toOwner).toEqual(eur(5_000n));
  expect(await shares()).toEqual([5_000n, DRIVER_PAID - 5_000n]);
});

test('a hurried tick binds nobody before the free hours end', async () => {
  const { book, driver, owner, ledger, goTo } = await openFleet();
  await book();
  goTo(-24 * HOUR - 1);
  await byClock(ledger, owner, WINDOW).on.rental.tick(ending);
  expect((await driver.on.rental.cancel(ending)).bill?.toOwner).toEqual(eur(0n));
});
