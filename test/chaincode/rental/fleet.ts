import { money } from '@roadbook/chaincode/api';
import { openGarage, VIN } from '../vehicle/cast';

export const eur = (amount: bigint) => money.of(amount, 'EUR');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** So long after a moment it is past by every clock that peers take. */
export const CLEAR = 20_000;
export const OWNER = 'registry/owner';
export const DRIVER = 'registry/buyer';
export const hash = 'ab'.repeat(32);
export const terms = {
  ...{
    perCell: eur(1_000n),
    latePerCell: eur(1_500n),
    perDistance: eur(30n),
    includedPerCell: 20,
    unit: 'km' as const,
  },
  ...{ deposit: eur(20_000n), freeCancelHours: 24, lateCancelPpm: 500_000, damageDays: 2, resolveDays: 30 },
};
export const one = { rentalId: 'R-1' };
export const ending = { rentalId: 'R-1', paymentId: 'P-end' };

export async function openFleet(options: Parameters<typeof openGarage>[0] = {}) {
  const garage = await openGarage(options);
  const { be, ledger, owner, buyer: driver, lender } = garage;
  const second = await be('lender/second', 'lender');
  const other = await be('registry/other', 'owner');
  const start = Math.ceil(ledger.now / DAY) * DAY + 3 * DAY;
  const at = (millis: number) => new Date(start + millis).toISOString();
  const car = { vin: VIN, arbiter: 'registry/auditor', cellMinutes: 60 as const, terms };
  await owner.on.rental.offer(car);
  let count = 0;
  const issue = async (party: string, amount: bigint) => {
    const orderId = `I-${++count}`;
    await lender.on.payment.askIssue({ orderId, party, amount: eur(amount) });
    const { transfer } = await second.on.payment.settle({ orderId, paymentId: `issue-${count}` });
    return transfer?.made[0]?.lotId ?? 'none';
  };
  const held = async (who: typeof owner, party: string) =>
    (await who.on.payment.balance({ party })).accounts.reduce((sum, { free }) => sum + free.amount, 0n);
  /** Ten hours from the start: 100.00 for the time and 200.00 deposit. */
  const book = async (rentalId = 'R-1', from = at(0)) =>
    driver.on.rental.book({
      rentalId,
      vin: VIN,
      from,
      cells: 10,
      paymentId: `P-${rentalId}`,
      lots: [await issue(DRIVER, 30_000n)],
    });
  const goTo = (millis: number) => ledger.pass(start + millis - ledger.now);
  const drive = async () => {
    await book();
    goTo(0);
    await owner.on.rental.handOver({ ...one, shows: 40_000, conditionHash: hash });
    return driver.on.rental.handOver({ ...one, shows: 40_000, conditionHash: hash });
  };
  const giveBack = async (shows: number) => {
    await driver.on.rental.takeBack({ ...one, shows });
    return owner.on.rental.takeBack({ ...one, shows });
  };
  const shares = async () => [await held(owner, OWNER), await held(driver, DRIVER)];
  return { ...garage, driver, other, car, at, issue, held, book, goTo, drive, giveBack, shares };
}

export { VIN };
