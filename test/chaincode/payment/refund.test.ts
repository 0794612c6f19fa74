import { canonical } from '@roadbook/chaincode/api';
import { ana, eur, openBank, wash } from './cast';

const ben = 'registry/ben';

/** ana paid wash 10.00 by P-1. */
async function openShop() {
  const bank = await openBank();
  const { ana: owner, wash: shop, issue } = bank;
  await owner.on.payment.transfer({
    ...{ paymentId: 'P-1', from: ana, lots: [await issue(ana, 1_000n)] },
    to: [{ party: wash, amount: eur(1_000n) }],
  });
  const refund = (
    paymentId: string,
    lots: string[],
    cents: bigint,
    refunds = { paymentId: 'P-1', from: ana },
  ) => shop.on.payment.refund({ paymentId, from: wash, lots, amount: eur(cents), refunds });
  return { ...bank, shop, owner, refund };
}

test('M32, adyen-magento2#19: a refund names its payment, goes to who paid, and adds up to no more than it', async () => {
  const { owner, shop, refund } = await openShop();
  const first = await refund('R-1', ['P-1:0'], 400n);
  expect(first).toMatchObject({
    ...{ kind: 'refund', refunds: { paymentId: 'P-1', from: ana } },
    to: [{ party: ana, amount: eur(400n) }],
  });
  expect(await refund('R-1', ['P-1:0'], 400n)).toEqual(first);
  await expect(refund('R-2', ['R-1:1'], 601n)).rejects.toMatchObject({
    code: 'REFUND_EXCEEDS',
    facts: { paid: '1000', left: '600' },
  });
  await refund('R-2', ['R-1:1'], 600n);
  const asked = { paymentId: 'P-1', from: ana, by: wash };
  expect(await owner.on.payment.readRefunded(asked)).toMatchObject({
    paid: eur(1_000n),
    refunded: eur(1_000n),
  });
  expect((await shop.on.payment.read({ paymentId: 'R-2' })).refunds?.paymentId).toBe('P-1');
});

test('M32: when all is given back nothing more is, whatever money the payee has', async () => {
  const { refund, issue } = await openShop();
  await refund('R-1', ['P-1:0'], 1_000n);
  const lot = await issue(wash, 500n);
  await expect(refund('R-2', [lot], 1n)).rejects.toMatchObject({ code: 'REFUND_EXCEEDS' });
});

test('M32: of two refunds in one block that are too much together one is made', async () => {
  const { shop, ledger, issue } = await openShop();
  const lot = await issue(wash, 700n);
  const call = (paymentId: string, from: string) => ({
    ...{ manner: 'submit' as const, room: 'payment', name: 'refund' },
    request: canonical({
      ...{ paymentId, from: wash, lots: [from], amount: { amount: '700', currency: 'EUR' } },
      refunds: { paymentId: 'P-1', from: ana },
    }),
  });
  expect(await ledger.race([shop, call('R-1', 'P-1:0')], [shop, call('R-2', lot)])).toEqual([
    ...['VALID', 'MVCC_READ_CONFLICT'],
  ]);
});

test('M32: only who was paid refunds, what it was paid, to who paid it, in its money', async () => {
  const { shop, owner, refund, issue, ben: stranger } = await openShop();
  const nothing = { code: 'REFUND_OF_NOTHING' };
  await expect(refund('R-1', ['P-1:0'], 1n, { paymentId: 'P-9', from: ana })).rejects.toMatchObject(nothing);
  await expect(refund('R-1', ['P-1:0'], 1n, { paymentId: 'P-1', from: ben })).rejects.toMatchObject(nothing);
  const lot = await issue(ben, 100n);
  const refunds = { paymentId: 'P-1', from: ana };
  const asked = { paymentId: 'R-1', from: ben, lots: [lot], amount: eur(1n), refunds };
  await expect(stranger.on.payment.refund(asked)).rejects.toMatchObject(nothing);
  await expect(owner.on.payment.refund({ ...asked, from: wash, lots: ['P-1:0'] })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  const dollars = { ...asked, from: wash, lots: ['P-1:0'], amount: { amount: 1n, currency: 'USD' as const } };
  await expect(shop.on.payment.refund(dollars)).rejects.toMatchObject({ code: 'CURRENCY_DIFFERS' });
  await refund('R-1', ['P-1:0'], 400n);
  const again = { paymentId: 'X-1', from: ana, lots: ['R-1:0'], amount: eur(1n) };
  await expect(
    owner.on.payment.refund({ ...again, refunds: { paymentId: 'R-1', from: wash } }),
  ).rejects.toMatchObject(nothing);
  await expect(
    stranger.on.payment.readRefunded({ paymentId: 'P-1', from: ana, by: wash }),
  ).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('M32: of a payment to several each gives back what it got', async () => {
  const { ana: owner, wash: shop, ben: other, issue } = await openBank();
  await owner.on.payment.transfer({
    ...{ paymentId: 'P-1', from: ana, lots: [await issue(ana, 1_000n)] },
    to: [
      { party: wash, amount: eur(300n) },
      { party: ben, amount: eur(200n) },
      { party: wash, amount: eur(100n) },
    ],
  });
  const refunds = { paymentId: 'P-1', from: ana };
  await expect(
    other.on.payment.refund({ paymentId: 'R-1', from: ben, lots: ['P-1:1'], amount: eur(201n), refunds }),
  ).rejects.toMatchObject({ code: 'REFUND_EXCEEDS' });
  await shop.on.payment.refund({
    ...{ paymentId: 'R-2', from: wash, lots: ['P-1:0', 'P-1:2'], amount: eur(400n), refunds },
  });
});
