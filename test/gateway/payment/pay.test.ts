import { OutcomeUnknown, payFrom } from '@roadbook/gateway';
import { ana, at, type Bank, eur, openBank, vin, wash } from '../../chaincode/payment/cast';
import { throughGateway } from './memory';

const HOUR = 3_600_000;
const to = (amount: bigint, party = wash) => [{ party, amount: eur(amount) }];

async function openPurse(...amounts: bigint[]) {
  const bank = await openBank({ at: Date.now() });
  for (const amount of amounts) await bank.issue(ana, amount);
  return { ...bank, purse: throughGateway(bank.ledger, bank.ana) };
}
const lotsOf = async ({ ana: owner }: Pick<Bank, 'ana'>) =>
  (await owner.on.payment.listLots({ owner: ana, size: 100 })).items.map(({ amount }) => amount.amount);

test('the fewest lots with the least change pay, and the change comes back', async () => {
  const bank = await openPurse(5n, 50n, 20n, 30n, 40n);
  const moved = await payFrom(bank.purse, { paymentId: 'P-1', to: to(65n) });
  expect(moved.spent).toEqual(['issue-2:0', 'issue-3:0']);
  expect((await lotsOf(bank)).toSorted((one, two) => Number(one - two))).toEqual([5n, 5n, 30n, 40n]);
  expect([await bank.held(bank.wash, wash), await bank.proven()]).toEqual([65n, true]);
});

test('a voucher that fits pays before free money, and what fits nobody pays nothing', async () => {
  const bank = await openPurse(100n);
  const { insurer, workshop, issue, ledger, purse } = bank;
  for (const [name, purpose] of Object.entries({
    W: { merchants: [wash] },
    R: { categories: ['7538'], vin },
  })) {
    const lots = [await issue('insurer', 100n)];
    const bound = { ...purpose, until: at(ledger, HOUR), remainderTo: 'insurer' };
    await insurer.on.payment.bind({
      paymentId: name,
      from: 'insurer',
      lots,
      to: ana,
      amount: eur(100n),
      purpose: bound,
    });
  }
  expect((await payFrom(purse, { paymentId: 'P-1', to: to(10n) })).spent).toEqual(['W:0']);
  expect((await payFrom(purse, { paymentId: 'P-2', to: to(10n, 'registry/ben') })).spent).toEqual([
    'issue-1:0',
  ]);
  const wanted = {
    requestId: 'Q-1',
    payee: 'registry/workshop',
    currency: 'EUR',
    amount: eur(60n),
    category: '7538',
    vin,
  } as const;
  bank.enlist('registry/workshop', '7538');
  await workshop.on.payment.request({ ...wanted, until: at(ledger, HOUR), reusable: false });
  expect((await payFrom(purse, { paymentId: 'P-3', requestId: 'Q-1' })).spent).toEqual(['R:0']);
});

test('too little money is told before anything is sent, with what there is', async () => {
  const { purse, insurer, ledger } = await openPurse(30n, 20n);
  await expect(payFrom(purse, { paymentId: 'P-1', to: to(51n) })).rejects.toMatchObject({
    ...{ name: 'PurseTooSmall', code: 'NOT_ENOUGH_MONEY' },
    facts: { from: ana, held: '50', needed: '51', currency: 'EUR' },
  });
  await expect(payFrom(purse, { paymentId: 'P-1', to: to(1n), issuer: 'insurer' })).rejects.toMatchObject({
    facts: { held: '0' },
  });
  await expect(payFrom(purse, { paymentId: 'P-1' })).rejects.toThrow(TypeError);
  const other = payFrom(throughGateway(ledger, insurer), { paymentId: 'P-1', from: ana, to: to(1n) });
  await expect(other).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('payments at once never choose the same lot, and wait for change when there is no other', async () => {
  const bank = await openPurse(100n, 40n);
  const calls: string[] = [];
  const purse = throughGateway(bank.ledger, bank.ana, async (name) => {
    calls.push(name);
    await new Promise((done) => setImmediate(done));
  });
  const payments = Array.from({ length: 12 }, (_, n) => payFrom(purse, { paymentId: `P-${n}`, to: to(10n) }));
  expect((await Promise.all(payments)).map(({ paymentId }) => paymentId)).toHaveLength(12);
  expect(calls.filter((name) => name === 'transfer')).toHaveLength(12);
  expect([await bank.held(bank.ana, ana), await bank.proven()]).toEqual([20n, true]);
});

test('a lot that another process spent meanwhile is replaced by another', async () => {
  const bank = await openPurse(50n, 60n);
  let stolen = 0;
  const purse = throughGateway(bank.ledger, bank.ana, async (name) => {
    if (name !== 'transfer' || stolen++ > 0) return;
    await bank.ana.on.payment.transfer({
      paymentId: 'T-1',
      from: ana,
      lots: ['issue-1:0'],
      to: to(50n, 'registry/ben'),
    });
  });
  expect((await payFrom(purse, { paymentId: 'P-1', to: to(45n) })).spent).toEqual(['issue-2:0']);
});

test('a lot is let go on every way out, and is never paid with twice after an unknown outcome', async () => {
  const bank = await openPurse(50n);
  const fail = { refused: true, lost: true };
  const unknown = {
    stage: 'commit',
    code: 'OUTCOME_UNKNOWN',
    says: 'Nobody could tell.',
    cure: '',
    txId: '1',
    safeToRetry: false,
  } as const;
  const purse = throughGateway(bank.ledger, bank.ana, async (name) => {
    if (name !== 'transfer') return;
    if (fail.refused) {
      fail.refused = false;
      throw new Error('the wire broke');
    }
    if (!fail.lost) return;
    fail.lost = false;
    await bank.ana.on.payment.transfer({ paymentId: 'P-1', from: ana, lots: ['issue-1:0'], to: to(45n) });
    throw new OutcomeUnknown(unknown);
  });
  const paying = { paymentId: 'P-1', to: to(45n) };
  await expect(payFrom(purse, paying)).rejects.toThrow('the wire broke');
  await expect(payFrom(purse, paying)).rejects.toThrow(OutcomeUnknown);
  expect((await payFrom(purse, paying)).spent).toEqual(['issue-1:0']);
  expect(await bank.held(bank.wash, wash)).toBe(45n);
  await expect(payFrom(purse, { ...paying, to: to(4n) })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
});

/** Many lots of one minor unit each. */
async function openDust(count: number) {
  const bank = await openPurse(BigInt(count));
  const portions = (n: number) => Array.from({ length: n }, () => ({ party: ana, amount: eur(1n) }));
  let lot = 'issue-1:0';
  for (let left = count, n = 0; left > 1; left -= 20, n++) {
    await bank.ana.on.payment.transfer({
      paymentId: `D-${n}`,
      from: ana,
      lots: [lot],
      to: portions(Math.min(20, left - 1)),
    });
    lot = `D-${n}:20`;
  }
  return bank;
}

test('a payment takes small lots along when there are many', async () => {
  const bank = await openDust(61);
  expect((await payFrom(bank.purse, { paymentId: 'P-1', to: to(2n) })).spent).toHaveLength(22);
  expect(await lotsOf(bank)).toHaveLength(61 - 22 + 1);
});

test('what a hundred lots cannot pay is paid after merging', async () => {
  const bank = await openDust(141);
  await payFrom(bank.purse, { paymentId: 'P-1', to: to(130n) });
  expect([await bank.held(bank.ana, ana), await bank.held(bank.wash, wash), await bank.proven()]).toEqual([
    11n,
    130n,
    true,
  ]);
});
