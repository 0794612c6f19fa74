import { money } from '@roadbook/chaincode/api';
import { clawBack, freeze } from '../../behaviour/court';
import { openGarage, VIN } from '../vehicle/cast';

const eur = (amount: bigint) => money.of(amount, 'EUR');
const DAY = 86_400_000;
const DRIVER = 'registry/buyer';
const terms = {
  ...{
    perCell: eur(1_000n),
    latePerCell: eur(1_500n),
    perDistance: eur(30n),
    includedPerCell: 20,
    unit: 'km' as const,
  },
  ...{ deposit: eur(20_000n), freeCancelHours: 24, lateCancelPpm: 500_000, damageDays: 2, resolveDays: 30 },
};

const start = (now: number) => new Date(Math.ceil(now / DAY) * DAY + 3 * DAY).toISOString();

async function openBooked() {
  const garage = await openGarage();
  const { be, ledger, owner, buyer: driver, lender } = garage;
  const [second, other] = [await be('lender/second', 'lender'), await be('registry/other', 'owner')];
  const [registrar, auditor] = [
    await be('registry/registrar', 'registrar'),
    await be('registry/auditor', 'auditor'),
  ];
  const insurer = await be('insurer/desk', 'insurer');
  const from = start(ledger.now);
  await lender.on.payment.askIssue({ orderId: 'I-1', party: DRIVER, amount: eur(21_000n) });
  await second.on.payment.settle({ orderId: 'I-1', paymentId: 'issue-1' });
  await owner.on.rental.offer({ vin: VIN, arbiter: 'registry/auditor', cellMinutes: 60, terms });
  await driver.on.rental.book({
    rentalId: 'R-1',
    vin: VIN,
    from,
    cells: 1,
    paymentId: 'P-1',
    lots: ['issue-1:0'],
  });
  const seize = async () => {
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: 'escrow:rental:R-1', lots: ['P-1:0'] });
    const take = {
      courtOrderId: 'C-1',
      paymentId: 'X-1',
      lots: ['P-1:0'],
      to: 'registry/victim',
      amount: eur(21_000n),
    };
    await clawBack(registrar, insurer, take);
  };
  return { ...garage, driver, other, auditor, registrar, from, seize };
}

test('a court takes the money of a rental out of its box: no keys go out, and a tick ends it and frees its time', async () => {
  const { driver, owner, other, auditor, seize, from, ledger } = await openBooked();
  await seize();
  const { accounts } = await auditor.on.payment.balance({ party: 'registry/victim' });
  expect(accounts.map(({ free }) => free)).toEqual([eur(21_000n)]);
  expect((await driver.on.rental.read({ rentalId: 'R-1' })).now).toBe('clawedBack');
  const refused = { code: 'RENTAL_MONEY_TAKEN' };
  await expect(driver.on.rental.cancel({ rentalId: 'R-1', paymentId: 'P-2' })).rejects.toMatchObject(refused);
  ledger.pass(Date.parse(from) - ledger.now);
  await expect(owner.on.rental.handOver({ rentalId: 'R-1', shows: 5 })).rejects.toMatchObject(refused);
  expect((await other.on.rental.tick({ rentalId: 'R-1', paymentId: 'P-3' })).status).toBe('clawedBack');
  expect((await other.on.rental.tick({ rentalId: 'R-1', paymentId: 'P-3' })).status).toBe('clawedBack');
  expect((await driver.on.rental.read({ rentalId: 'R-1' })).bill).toMatchObject({
    toOwner: eur(0n),
    toDriver: eur(0n),
  });
  expect((await other.on.rental.isFree({ vin: VIN, from, cells: 1 })).free).toBe(true);
});

test('a car that is out when a court takes the money comes back all the same, and what is owed is written down', async () => {
  const { driver, owner, seize, from, ledger } = await openBooked();
  ledger.pass(Date.parse(from) - ledger.now);
  for (const side of [owner, driver]) await side.on.rental.handOver({ rentalId: 'R-1', shows: 5 });
  await seize();
  for (const side of [owner, driver]) await side.on.rental.takeBack({ rentalId: 'R-1', shows: 15 });
  await expect(owner.on.rental.settle({ rentalId: 'R-1', paymentId: 'P-2' })).rejects.toMatchObject({
    code: 'RENTAL_MONEY_TAKEN',
  });
  expect((await owner.on.rental.tick({ rentalId: 'R-1', paymentId: 'P-3' })).status).toBe('clawedBack');
  expect(await owner.on.rental.read({ rentalId: 'R-1' })).toMatchObject({
    owed: eur(1_000n),
    bill: { toOwner: eur(0n) },
  });
});

test('no escrow of the room payment bears the name of the box of another room', async () => {
  const { other, from } = await openBooked();
  const milestones = [{ milestoneId: 'm', amount: eur(1n), conditions: [] }];
  const sides = { escrowId: 'rental:R-1', payer: 'registry/other', payee: DRIVER, deadline: from };
  await expect(other.on.payment.openEscrow({ ...sides, amount: eur(1n), milestones })).rejects.toMatchObject({
    code: 'ESCROW_TERMS',
  });
});
