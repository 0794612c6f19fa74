import { balanceOf, proveSupply } from '@roadbook/gateway';
import { ana, eur, openBank, wash } from './cast';

const LOTS = 4_321;

/** Somebody sent thousands of cents: as many keys, put where so many payments would have put them. */
async function dusty() {
  const bank = await openBank();
  const { ledger, desk, second } = bank;
  await desk.on.payment.askIssue({ orderId: 'I-1', party: ana, amount: eur(BigInt(LOTS)) });
  const { transfer } = await second.on.payment.settle({ orderId: 'I-1', paymentId: 'S-1' });
  const whole = `\u0000lot\u0000${ana}\u0000${transfer?.made[0]?.lotId}\u0000`;
  const stored = JSON.parse(ledger.world.state.get(whole)?.value.toString() ?? '{}') as { record: object };
  ledger.world.state.delete(whole);
  for (let n = 0; n < LOTS; n++) {
    const lotId = `D-${n}:0`;
    const record = { ...stored.record, lotId, amount: { amount: '1', currency: 'EUR' } };
    const value = Buffer.from(JSON.stringify({ ...stored, record }));
    ledger.world.state.set(`\u0000lot\u0000${ana}\u0000${lotId}\u0000`, { value, version: '0.0' });
  }
  return bank;
}

test('a balance and a supply proof of any number of lots are added up page by page', async () => {
  const { ana: owner, auditor, desk } = await dusty();
  const first = await owner.on.payment.balance({ party: ana });
  expect([first.accounts[0]?.lots, first.next === undefined]).toEqual([2_000, false]);
  const reader = { payment: owner.on.payment };
  expect(await balanceOf(reader, ana)).toEqual([
    { issuer: 'lender', free: eur(4_321n), bound: eur(0n), frozen: eur(0n), lots: LOTS },
  ]);
  const page = await auditor.on.payment.proveSupply({ issuer: 'lender', currency: 'EUR' });
  expect([page.proven, page.issued, page.next === undefined]).toEqual([false, eur(4_321n), false]);
  await desk.on.payment.askIssue({ orderId: 'I-2', party: wash, amount: eur(7n) });
  const proof = await proveSupply({ payment: auditor.on.payment }, { issuer: 'lender', currency: 'EUR' });
  expect(proof).toEqual({
    issued: eur(4_321n),
    redeemed: eur(0n),
    inLots: eur(4_321n),
    lots: LOTS,
    proven: true,
  });
});

test('a supply that does not add up is told, however many pages it has', async () => {
  const { auditor, ledger } = await dusty();
  ledger.world.state.delete(`\u0000lot\u0000${ana}\u0000D-17:0\u0000`);
  const proof = await proveSupply(
    { payment: auditor.on.payment },
    { issuer: 'lender', currency: 'EUR' },
    { attempts: 2 },
  );
  expect(proof).toMatchObject({ inLots: eur(4_320n), proven: false });
});

test('whoever did not ask is paid no dust, and whoever asked is paid any amount', async () => {
  const { ana: owner, ben, wash: shop, auditor, issue, ledger } = await openBank();
  const wrong = { code: 'INVALID_REQUEST', facts: expect.objectContaining({ field: 'least' }) };
  await expect(
    auditor.on.payment.limit({ currency: 'EUR', above: eur(5n), least: eur(6n) }),
  ).rejects.toMatchObject(wrong);
  await auditor.on.payment.limit({ currency: 'EUR', above: eur(1_000n), least: eur(10n) });
  const paying = { paymentId: 'P-1', from: ana, lots: [await issue(ana, 100n)] };
  const dust = { code: 'PAYMENT_TOO_SMALL', facts: { least: '10', asked: '9', currency: 'EUR' } };
  const to = [
    { party: 'registry/ben', amount: eur(20n) },
    { party: wash, amount: eur(9n) },
  ];
  await expect(owner.on.payment.transfer({ ...paying, to })).rejects.toMatchObject(dust);
  const purpose = { merchants: [wash], until: '2026-12-31T00:00:00.000Z', remainderTo: ana };
  await expect(
    owner.on.payment.bind({ ...paying, to: wash, amount: eur(9n), purpose }),
  ).rejects.toMatchObject(dust);
  const shares = { amount: eur(18n), shares: ['registry/ben', wash].map((party) => ({ party, weight: 1 })) };
  await expect(owner.on.payment.share({ ...paying, ...shares })).rejects.toMatchObject(dust);
  await owner.on.payment.transfer({ ...paying, to: [{ party: ana, amount: eur(3n) }] });
  const until = new Date(ledger.now + 60_000).toISOString();
  await shop.on.payment.request({ requestId: 'Q-1', payee: wash, currency: 'EUR', until, reusable: false });
  await owner.on.payment.payRequest({
    paymentId: 'P-2',
    from: ana,
    lots: ['P-1:1'],
    requestId: 'Q-1',
    amount: eur(2n),
  });
  await expect(ben.on.payment.balance({ party: ana })).rejects.toMatchObject({ code: 'NOT_YOURS' });
});
