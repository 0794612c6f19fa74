import { createPublicKey, randomBytes } from 'node:crypto';
import { publicKeyOf } from '@roadbook/chaincode/api';
import { type Rooms, stateSubKeys, subKeysOf } from '@roadbook/gateway';
import { limit } from '../../behaviour/court';
import { ana, at, eur, openBank, wash } from '../../chaincode/payment/cast';
import { throughGateway } from './memory';

const seed = Buffer.alloc(32, 7);

test('the same seed gives the same keys, and every index, channel and seed another', () => {
  const addresses = [
    ...Array.from({ length: 50 }, (_, index) => subKeysOf(seed, 'roadbook')(index).address),
    subKeysOf(seed, 'elsewhere')(0).address,
    subKeysOf(Buffer.alloc(32, 8), 'roadbook')(0).address,
  ];
  expect(new Set(addresses).size).toBe(addresses.length);
  expect(subKeysOf(seed, 'roadbook')(3).address).toBe(addresses[3]);
  expect(addresses[0]).toBe('key:zDnaeyq8NxZsH1tMNg8oDmUvqtjWXhtRzPuRLhdwA9wF5GQHx');
  for (const address of addresses) {
    const key = publicKeyOf(address.slice('key:'.length));
    expect([key?.kind, key && createPublicKey(key.key.export({ format: 'pem', type: 'spki' })).type]).toEqual(
      ['P-256', 'public'],
    );
  }
});

test('a short seed and a wrong index are refused', () => {
  expect(() => subKeysOf(randomBytes(31), 'roadbook')).toThrow(RangeError);
  for (const index of [-1, 0.5, Number.NaN])
    expect(() => subKeysOf(seed, 'roadbook')(index)).toThrow(RangeError);
});

test('a holder finds its money again from the seed alone', async () => {
  const bank = await openBank();
  const { auditor, insurer, registrar, ana: owner, wash: shop, ben, issue, ledger } = bank;
  await limit(auditor, insurer, { currency: 'EUR', above: eur(1_000n), toAddress: eur(100n) });
  const keys = subKeysOf(seed, 'roadbook');
  for (const index of [0, 1, 2, 7]) {
    const { address, link } = keys(index);
    const { seal } = await registrar.on.payment.escrowLink({ address }, link('registry/ben'));
    await registrar.on.payment.openAddress({ address, seal });
  }
  const to = [0, 2, 7].map((index) => ({
    party: keys(index).address,
    amount: eur(BigInt(10 * (index + 1))),
  }));
  await owner.on.payment.transfer({ paymentId: 'P-1', from: ana, lots: [await issue(ana, 200n)], to });
  const until = at(ledger, 1_000);
  const signed = keys(2).pay({
    paymentId: 'K-1',
    lots: ['P-1:1'],
    to: [{ party: wash, amount: eur(12n) }],
    until,
  });
  await shop.on.payment.payByKey(signed);
  const on: Pick<Rooms, 'payment'> = throughGateway(ledger, ben);
  const { accounts, open, held, next } = await stateSubKeys(on, keys);
  expect(
    accounts.map(({ key, paid, left, lots }) => [key.index, paid.amount.amount, left.amount, lots.length]),
  ).toEqual([
    [0, 10n, 10n, 1],
    [2, 30n, 18n, 1],
    [7, 80n, 80n, 1],
  ]);
  expect([open.map(({ index }) => index), held, next]).toEqual([
    [1],
    [{ issuer: 'lender', amount: eur(108n) }],
    8,
  ]);
  expect((await stateSubKeys(on, keys, { gap: 3 })).accounts).toHaveLength(2);
  expect(await stateSubKeys(on, subKeysOf(randomBytes(32), 'roadbook'))).toMatchObject({
    accounts: [],
    held: [],
    next: 0,
  });
});
