import { money } from '@roadbook/chaincode/api';
import { openGarage, VIN } from '../vehicle/cast';

const eur = (amount: bigint) => money.of(amount, 'EUR');
const DAY = 86_400_000;
const DRIVER = 'registry/buyer';
const terms = {
  ...{ perCell: eur(1_000n), latePerCell: eur(1_500n), perDistance: eur(30n), includedPerCell: 20, unit: 'km' as const },
  ...{ deposit: eur(20_000n), freeCancelHours: 24, lateCancelPpm: 500_000, damageDays: 2, resolveDays: 30 },
};

test('a court takes the money of a rental out of its box, and an escrow that bears the name of the box is not taken for it', async () => {
  const { be, ledger, owner, buyer: driver, lender } = await openGarage();
  const [second, other] = [await be('lender/second', 'lender'), await be('registry/other', 'owner')];
  const [registrar, auditor] = [await be('registry/registrar', 'registrar'), await be('registry/auditor', 'auditor')];
  const start = new Date(Math.ceil(ledger.now / DAY) * DAY + 3 * DAY).toISOString();
  await lender.on.payment.askIssue({ orderId: 'I-1', party: DRIVER, amount: eur(21_000n) });
  await second.on.payment.settle({ orderId: 'I-1', paymentId: 'issue-1' });
  await owner.on.rental.offer({ vin: VIN, arbiter: 'registry/auditor', cellMinutes: 60, terms });
  const booking = { rentalId: 'R-1', vin: VIN, from: start, cells: 1, paymentId: 'P-1', lots: ['issue-1:0'] };
  await driver.on.rental.book(booking);
  const milestones = [{ milestoneId: 'm', amount: eur(1n), conditions: [] }];
  const sides = { escrowId: 'rental:R-1', payer: 'registry/other', payee: DRIVER, deadline: start };
  await other.on.payment.openEscrow({ ...sides, amount: eur(1n), milestones });
  await registrar.on.payment.freeze({ courtOrderId: 'C-1', holder: 'escrow:rental:R-1', lots: ['P-1:0'] });
  const take = { courtOrderId: 'C-1', paymentId: 'X-1', lots: ['P-1:0'], to: 'registry/victim', amount: eur(21_000n) };
  await registrar.on.payment.clawBack(take);
  const { accounts } = await auditor.on.payment.balance({ party: 'registry/victim' });
  expect(accounts.map(({ free }) => free)).toEqual([eur(21_000n)]);
  expect((await other.on.payment.readEscrow({ escrowId: 'rental:R-1' })).status).toBe('created');
  await expect(driver.on.rental.cancel({ rentalId: 'R-1', paymentId: 'P-2' })).rejects.toMatchObject({ code: 'LOT_GONE' });
});
