import { randomBytes } from 'node:crypto';
import { clawBack, clear, freeze, limit, unfreeze } from '../../behaviour/court';
import {
  canonical,
  money,
  readPaymentCode,
  signedMoneyText,
  writePaymentCode,
} from '@roadbook/chaincode/api';
import { type SubKey, subKeysOf } from '@roadbook/gateway';
import { ana, at, type Bank, eur, openBank, wash } from './cast';

const HOUR = 3_600_000;
const ben = 'registry/ben';
const keys = subKeysOf(randomBytes(32), 'roadbook');
const foreign = subKeysOf(randomBytes(32), 'elsewhere');

async function open(bank: Pick<Bank, 'registrar'>, key: SubKey, owner = ben) {
  const { address } = key;
  const { seal } = await bank.registrar.on.payment.escrowLink({ address }, key.link(owner));
  return bank.registrar.on.payment.openAddress({ address, seal });
}

/** An auditor's limit, two addresses of Ben's, and Ana, who paid 60 to the first. */
async function openPaid() {
  const bank = await openBank();
  await limit(bank.auditor, bank.insurer, { currency: 'EUR', above: eur(1_000n), toAddress: eur(100n) });
  const [first, second, third] = [keys(0), keys(1), keys(2)];
  for (const key of [first, second, third]) await open(bank, key);
  const lots = [await bank.issue(ana, 2_000n)];
  const to = [{ party: first.address, amount: eur(60n) }];
  const paid = await bank.ana.on.payment.transfer({ paymentId: 'P-1', from: ana, lots, to });
  return { ...bank, first, second, third, paid };
}
const spending = (bank: Pick<Bank, 'ledger'>, more: object = {}) => ({
  ...{
    paymentId: 'K-1',
    lots: ['P-1:0'],
    to: [{ party: wash, amount: eur(25n) }],
    until: at(bank.ledger, HOUR),
  },
  ...more,
});
const leftAt = async ({ ben: someone }: Pick<Bank, 'ben'>, { address }: SubKey) =>
  (await someone.on.payment.listLots({ owner: address })).items.reduce(
    (sum, { amount }) => sum + amount.amount,
    0n,
  );

test('an address is paid by name of its key alone, and whoever hands in what the key signed spends it', async () => {
  const bank = await openPaid();
  const { first, paid, wash: shop, held, proven, ben: holder } = bank;
  expect(paid.made[0]).toEqual({ lotId: 'P-1:0', owner: first.address, amount: eur(60n) });
  expect((await holder.on.payment.readAddress({ address: first.address })).paid).toMatchObject({
    ...{ paymentId: 'P-1', amount: eur(60n), issuer: 'lender', aboveLimit: false },
  });
  const signed = first.pay(spending(bank));
  const moved = await shop.on.payment.payByKey(signed);
  expect(moved).toMatchObject({
    kind: 'payByKey',
    from: first.address,
    made: [{ owner: wash }, { owner: first.address }],
  });
  expect(await shop.on.payment.payByKey(signed)).toEqual(moved);
  expect([await held(shop, wash), await leftAt(bank, first), await proven()]).toEqual([25n, 35n, true]);
  expect(JSON.stringify(bank.ledger.events)).not.toContain(ben);
  expect([...bank.ledger.world.state.values()].map(({ value }) => value.toString()).join()).not.toContain(
    ben,
  );
});

describe('a signature serves for what was signed, once', () => {
  test.each<[string, (signed: ReturnType<SubKey['pay']>) => object, string]>([
    ['another payment id', () => ({ paymentId: 'K-2' }), 'ADDRESS_UNPROVEN'],
    ['another payee', () => ({ to: [{ party: ana, amount: eur(25n) }] }), 'ADDRESS_UNPROVEN'],
    ['another amount', () => ({ to: [{ party: wash, amount: eur(26n) }] }), 'ADDRESS_UNPROVEN'],
    ['other lots', () => ({ lots: ['P-1:0', 'P-1:1'] }), 'ADDRESS_UNPROVEN'],
    ['a later end', ({ until }) => ({ until: until.replace('.000Z', '.001Z') }), 'ADDRESS_UNPROVEN'],
    ['another address', () => ({ from: keys(1).address }), 'ADDRESS_UNPROVEN'],
    ['no signature at all', () => ({ signature: 'A'.repeat(86) }), 'ADDRESS_UNPROVEN'],
  ])('%s', async (_, change, code) => {
    const bank = await openPaid();
    const signed = bank.first.pay(spending(bank));
    await expect(bank.wash.on.payment.payByKey({ ...signed, ...change(signed) })).rejects.toMatchObject({
      code,
    });
  });

  test('not on another channel, not by the key of another, not after its end', async () => {
    const bank = await openPaid();
    const { first, second, wash: shop, ledger } = bank;
    const elsewhere = { ...foreign(0).pay(spending(bank)), from: first.address };
    await expect(shop.on.payment.payByKey(elsewhere)).rejects.toMatchObject({ code: 'ADDRESS_UNPROVEN' });
    const other = { ...second.pay(spending(bank)), from: first.address };
    await expect(shop.on.payment.payByKey(other)).rejects.toMatchObject({ code: 'ADDRESS_UNPROVEN' });
    const signed = first.pay(spending(bank));
    ledger.pass(HOUR);
    await expect(shop.on.payment.payByKey(signed)).rejects.toMatchObject({ code: 'ADDRESS_ORDER_OVER' });
  });

  test('nor a second time, by whomever', async () => {
    const bank = await openPaid();
    const signed = bank.first.pay(spending(bank));
    await bank.wash.on.payment.payByKey(signed);
    await expect(bank.ana.on.payment.payByKey(signed)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    const { ledger, first } = bank;
    const again = first.pay(spending({ ledger }, { paymentId: 'K-2' }));
    await expect(bank.wash.on.payment.payByKey(again)).rejects.toMatchObject({ code: 'LOT_GONE' });
  });

  test('nor with the other signature that the same curve takes for it', async () => {
    const bank = await openPaid();
    const signed = bank.first.pay(spending(bank));
    const bytes = Buffer.from(signed.signature, 'base64url');
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const mirrored = (order - BigInt(`0x${bytes.subarray(32).toString('hex')}`))
      .toString(16)
      .padStart(64, '0');
    const signature = Buffer.concat([bytes.subarray(0, 32), Buffer.from(mirrored, 'hex')]).toString(
      'base64url',
    );
    await bank.wash.on.payment.payByKey(signed);
    await expect(bank.wash.on.payment.payByKey({ ...signed, signature })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
  });

  test('a batch of signed payments is handed in whole or not at all', async () => {
    const bank = await openPaid();
    const { first, second, ana: owner, wash: shop, held } = bank;
    const to = [{ party: second.address, amount: eur(10n) }];
    await owner.on.payment.transfer({ paymentId: 'P-2', from: ana, lots: ['P-1:1'], to });
    const items = [
      first.pay(spending(bank)),
      second.pay(spending(bank, { paymentId: 'K-2', lots: ['P-2:0'] })),
    ];
    const refusal = { code: 'NOT_ENOUGH_MONEY', facts: { item: 1 } };
    await expect(shop.on.payment.payByKeyMany({ items })).rejects.toMatchObject(refusal);
    expect(await held(shop, wash)).toBe(0n);
    const ten = { paymentId: 'K-2', lots: ['P-2:0'], to: [{ party: wash, amount: eur(10n) }] };
    await shop.on.payment.payByKeyMany({
      items: [first.pay(spending(bank)), second.pay(spending(bank, ten))],
    });
    expect(await held(shop, wash)).toBe(35n);
  });

  test('and of two in one block that name one lot, one is valid', async () => {
    const bank = await openPaid();
    const { first, wash: shop, ana: owner, ledger, proven } = bank;
    const wire = (paymentId: string) => {
      const { to, ...signed } = first.pay(spending(bank, { paymentId }));
      const request = {
        ...signed,
        to: to.map(({ party }) => ({ party, amount: { amount: '25', currency: 'EUR' } })),
      };
      return { manner: 'submit', room: 'payment', name: 'payByKey', request: canonical(request) } as const;
    };
    expect(await ledger.race([shop, wire('K-1')], [owner, wire('K-2')])).toEqual([
      'VALID',
      'MVCC_READ_CONFLICT',
    ]);
    expect(await proven()).toBe(true);
  });
});

test('what a key signs is this text and no other', () => {
  const order = {
    act: 'pay',
    channel: 'roadbook',
    paymentId: 'K-1',
    from: 'key:z',
    lots: ['P-1:0'],
    until: 'then',
  } as const;
  expect(signedMoneyText({ ...order, to: [{ party: wash, amount: eur(25n) }] })).toBe(
    '{"act":"pay","channel":"roadbook","for":"roadbook.payment","from":"key:z","lots":["P-1:0"],"paymentId":"K-1",' +
      '"to":[{"amount":{"amount":"25","currency":"EUR"},"party":"registry/wash"}],"until":"then"}',
  );
});

test('an address is opened by the registrar alone, with a link that its key signed and that is kept', async () => {
  const bank = await openBank();
  const { registrar, auditor, ben: holder } = bank;
  const { address, link } = keys(0);
  const seal = '0'.repeat(64);
  await expect(holder.on.payment.openAddress({ address, seal })).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  await expect(auditor.on.payment.escrowLink({ address }, link(ben))).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  await expect(registrar.on.payment.openAddress({ address, seal })).rejects.toMatchObject({
    code: 'PRIVATE_DIFFERS',
  });
  const bent = { ...link(ben), owner: ana };
  await expect(registrar.on.payment.escrowLink({ address }, bent)).rejects.toMatchObject({
    code: 'ADDRESS_UNPROVEN',
  });
  const opened = await open(bank, keys(0));
  expect(await registrar.on.payment.openAddress({ address, seal: opened.seal })).toEqual(opened);
});

describe('money laundering meets the limits', () => {
  test('an address is paid once, at most its limit, and only where the auditor set one', async () => {
    const bank = await openPaid();
    const { first, second, third, ana: owner, issue } = bank;
    const pay = (paymentId: string, ...to: { party: string; amount: ReturnType<typeof eur> }[]) =>
      owner.on.payment.transfer({ paymentId, from: ana, lots: ['P-1:1'], to });
    const one = (key: SubKey, amount: bigint) => ({ party: key.address, amount: eur(amount) });
    await expect(pay('P-2', one(first, 1n))).rejects.toMatchObject({ code: 'ADDRESS_USED' });
    await expect(pay('P-2', one(keys(9), 1n))).rejects.toMatchObject({ code: 'ADDRESS_UNKNOWN' });
    await expect(pay('P-2', one(second, 101n))).rejects.toMatchObject({
      code: 'ADDRESS_LIMIT',
      facts: { most: '100' },
    });
    await expect(pay('P-2', one(second, 60n), one(second, 60n))).rejects.toMatchObject({
      code: 'ADDRESS_USED',
    });
    const many = [one(second, 100n), one(third, 100n), { party: wash, amount: eur(801n) }];
    await expect(pay('P-2', ...many)).rejects.toMatchObject({ code: 'CLEARANCE_NEEDED' });
    await pay('P-2', one(second, 100n));
    const yen = { paymentId: 'P-3', from: ana, lots: [await issue(ana, 5n, 'JPY')] };
    const to = [{ party: third.address, amount: money.of(1n, 'JPY') }];
    await expect(owner.on.payment.transfer({ ...yen, to })).rejects.toMatchObject({
      code: 'ADDRESS_LIMIT',
      facts: { most: '0' },
    });
  });

  test('an address that pays addresses meets the same limit', async () => {
    const bank = await openPaid();
    const { first, second, auditor, insurer, wash: shop } = bank;
    await auditor.on.payment.limit({ currency: 'EUR', above: eur(40n), toAddress: eur(30n) });
    const to = (amount: bigint, party = second.address) => ({ to: [{ party, amount: eur(amount) }] });
    const hand = (more: object) => shop.on.payment.payByKey(first.pay(spending(bank, more)));
    await expect(hand(to(31n))).rejects.toMatchObject({ code: 'ADDRESS_LIMIT' });
    await expect(hand(to(41n, wash))).rejects.toMatchObject({ code: 'CLEARANCE_NEEDED' });
    await clear(auditor, insurer, { paymentId: 'K-1', from: first.address, amount: eur(41n) });
    await hand(to(41n, wash));
  });

  test('a limit that would let an address be paid more than a party is refused', async () => {
    const { auditor } = await openBank();
    const limit = { currency: 'EUR', above: eur(10n), toAddress: eur(11n) } as const;
    const refusal = (field: string) => ({ code: 'INVALID_REQUEST', facts: { field } });
    await expect(auditor.on.payment.limit(limit)).rejects.toMatchObject(refusal('toAddress'));
    const dollars = { ...limit, above: money.of(20n, 'USD') };
    await expect(auditor.on.payment.limit(dollars)).rejects.toMatchObject(refusal('above'));
  });

  test('two payers of one address in one block: one of them paid it', async () => {
    const { second, ana: owner, wash: shop, issue, ledger } = await openPaid();
    const wire = (from: string, lot: string, paymentId: string) => {
      const to = [{ party: second.address, amount: { amount: '50', currency: 'EUR' } }];
      return {
        manner: 'submit',
        room: 'payment',
        name: 'transfer',
        request: canonical({ paymentId, from, lots: [lot], to }),
      } as const;
    };
    const [mine, theirs] = [wire(ana, 'P-1:1', 'P-2'), wire(wash, await issue(wash, 50n), 'P-3')];
    expect(await ledger.race([owner, mine], [shop, theirs])).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
    await expect(ledger.call(shop, theirs)).rejects.toMatchObject({ code: 'ADDRESS_USED' });
  });
});

describe('who holds an address', () => {
  test('stays sealed, but not under a court order against the holder, and only this holder', async () => {
    const { first, registrar, auditor, insurer, ben: holder } = await openPaid();
    const { address } = first;
    const sealed = { code: 'LINK_SEALED' };
    await expect(holder.on.payment.readLink({ address })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(registrar.on.payment.readLink({ address })).rejects.toMatchObject(sealed);
    await expect(auditor.on.payment.readLink({ address, paymentId: 'P-1' })).rejects.toMatchObject(sealed);
    await freeze(registrar, insurer, { courtOrderId: 'C-0', holder: ana, lots: [] });
    await expect(auditor.on.payment.readLink({ address, courtOrderId: 'C-0' })).rejects.toMatchObject(sealed);
    expect(await auditor.on.payment.traceAddresses({ courtOrderId: 'C-0' })).toEqual({ items: [] });
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: ben, lots: [] });
    expect(await auditor.on.payment.readLink({ address, courtOrderId: 'C-1' })).toEqual({
      address,
      owner: ben,
    });
    await unfreeze(registrar, insurer, 'C-1');
    await expect(auditor.on.payment.readLink({ address, courtOrderId: 'C-1' })).rejects.toMatchObject(sealed);
    await expect(auditor.on.payment.traceAddresses({ courtOrderId: 'C-1' })).rejects.toMatchObject(sealed);
  });

  test('is read when it was paid above the limit, which an auditor cleared beforehand', async () => {
    const { second, auditor, insurer, ana: owner } = await openPaid();
    const { address } = second;
    await clear(auditor, insurer, { paymentId: 'P-2', from: ana, amount: eur(500n) });
    const to = [{ party: address, amount: eur(500n) }];
    await owner.on.payment.transfer({ paymentId: 'P-2', from: ana, lots: ['P-1:1'], to });
    await expect(auditor.on.payment.readLink({ address, paymentId: 'P-1' })).rejects.toMatchObject({
      code: 'LINK_SEALED',
    });
    expect(await auditor.on.payment.readLink({ address, paymentId: 'P-2' })).toEqual({ address, owner: ben });
  });

  test('a court order reaches the addresses of its holder, and money is clawed back from them', async () => {
    const bank = await openPaid();
    const { first, second, registrar, auditor, insurer, wash: shop, held, proven } = bank;
    await open(bank, keys(5), wash);
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: ben, lots: [] });
    const traced = await auditor.on.payment.traceAddresses({ courtOrderId: 'C-1', size: 100 });
    const addresses = traced.items.map(({ address }) => address);
    expect(new Set(addresses)).toEqual(new Set([keys(0), keys(1), keys(2)].map(({ address }) => address)));
    const take = {
      courtOrderId: 'C-1',
      paymentId: 'X-1',
      lots: ['P-1:0'],
      to: 'registry/victim',
      amount: eur(40n),
    };
    const fromFirst = { ...take, holder: first.address };
    await expect(auditor.on.payment.clawBack(fromFirst)).rejects.toMatchObject({ code: 'FREEZE_ELSEWHERE' });
    await auditor.on.payment.freezeAddresses({ courtOrderId: 'C-1', addresses });
    expect(
      (await auditor.on.payment.freezeAddresses({ courtOrderId: 'C-1', addresses })).waiting?.addresses,
    ).toHaveLength(3);
    await expect(insurer.on.payment.confirmFreeze({ courtOrderId: 'C-1' })).rejects.toMatchObject({
      code: 'ORDER_OTHER',
    });
    const reached = await insurer.on.payment.confirmFreeze({ courtOrderId: 'C-1', addresses });
    expect(reached.addresses).toHaveLength(3);
    const signed = first.pay(spending(bank));
    await expect(shop.on.payment.payByKey(signed)).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
    await clawBack(auditor, insurer, fromFirst);
    expect([await held(auditor, 'registry/victim'), await leftAt(bank, first), await proven()]).toEqual([
      40n,
      20n,
      true,
    ]);
    const conflict = { courtOrderId: 'C-2', addresses: [second.address] };
    await freeze(registrar, insurer, { courtOrderId: 'C-2', holder: wash, lots: [] });
    await expect(auditor.on.payment.freezeAddresses(conflict)).rejects.toMatchObject({
      code: 'FREEZE_CONFLICT',
    });
    await unfreeze(registrar, insurer, 'C-1');
    const rest = spending(bank, { lots: ['X-1:1'], to: [{ party: wash, amount: eur(20n) }] });
    await shop.on.payment.payByKey(first.pay(rest));
    await expect(
      auditor.on.payment.freezeAddresses({ ...conflict, courtOrderId: 'C-1' }),
    ).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
  });

  test('an order that traces warns nobody; account and addresses then stop in one moment', async () => {
    const bank = await openPaid();
    const { first, registrar, auditor, insurer, ben: holder, ana: payer, wash: shop, ledger, issue } = bank;
    const lot = await issue(ben, 5n);
    const spend = (paymentId: string, lots: string[]) =>
      holder.on.payment.transfer({ paymentId, from: ben, lots, to: [{ party: wash, amount: eur(1n) }] });
    const before = ledger.events.length;
    const order = { courtOrderId: 'C-1', holder: ben };
    await expect(payer.on.payment.trace(order)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(
      registrar.on.payment.trace({ courtOrderId: 'C-9', holder: 'escrow:E-1' }),
    ).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
    const traced = await registrar.on.payment.trace(order);
    expect(await registrar.on.payment.trace(order)).toEqual(traced);
    const { address } = first;
    await expect(auditor.on.payment.traceAddresses({ courtOrderId: 'C-1' })).rejects.toMatchObject({
      code: 'LINK_SEALED',
    });
    await expect(registrar.on.payment.readLink({ address, courtOrderId: 'C-1' })).rejects.toMatchObject({
      code: 'LINK_SEALED',
    });
    await expect(auditor.on.payment.confirmTrace({ courtOrderId: 'C-1' })).rejects.toMatchObject({
      code: 'SECOND_ORGANISATION_NEEDED',
    });
    expect(await insurer.on.payment.readFreeze({ courtOrderId: 'C-1' })).toMatchObject({
      status: 'tracing',
      holder: ben,
    });
    expect(await insurer.on.payment.confirmTrace({ courtOrderId: 'C-1' })).toMatchObject({
      status: 'tracing',
    });
    await expect(insurer.on.payment.readFreeze({ courtOrderId: 'C-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    expect(ledger.events.length).toBe(before);
    await spend('S-1', [lot]);
    const { items } = await auditor.on.payment.traceAddresses({ courtOrderId: 'C-1', size: 100 });
    const addresses = items.map(({ address }) => address);
    const take = {
      courtOrderId: 'C-1',
      paymentId: 'X-1',
      lots: ['S-1:1'],
      to: 'registry/victim',
      amount: eur(1n),
    };
    await expect(auditor.on.payment.clawBack(take)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    expect(await auditor.on.payment.freezeAddresses({ courtOrderId: 'C-1', addresses })).toMatchObject({
      status: 'asked',
    });
    expect(ledger.events.at(-1)?.facts).not.toContainEqual(expect.objectContaining({ name: 'MoneyFrozen' }));
    await insurer.on.payment.confirmFreeze({ courtOrderId: 'C-1', addresses });
    await expect(spend('S-2', ['S-1:1'])).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
    await expect(shop.on.payment.payByKey(first.pay(spending(bank)))).rejects.toMatchObject({
      code: 'ACCOUNT_FROZEN',
    });
    await registrar.on.payment.trace({ ...order, courtOrderId: 'C-2' });
    await registrar.on.payment.unfreeze({ courtOrderId: 'C-2' });
    await expect(spend('S-3', ['S-1:1'])).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
  });

  test('an order against single lots reaches no addresses; one against an address freezes it', async () => {
    const bank = await openPaid();
    const { first, second, registrar, insurer, wash: shop } = bank;
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: first.address, lots: ['P-1:0'] });
    const more = { courtOrderId: 'C-1', addresses: [second.address] };
    await expect(registrar.on.payment.freezeAddresses(more)).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    });
    const hand = () => shop.on.payment.payByKey(first.pay(spending(bank)));
    await expect(hand()).rejects.toMatchObject({ code: 'LOT_FROZEN' });
    await unfreeze(registrar, insurer, 'C-1');
    await freeze(registrar, insurer, { courtOrderId: 'C-2', holder: first.address, lots: [] });
    await expect(hand()).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
    expect(
      await registrar.on.payment.readLink({ address: first.address, courtOrderId: 'C-2' }),
    ).toMatchObject({ owner: ben });
  });
});

test('a payment code names an address as it names a party', () => {
  const code = { payee: keys(0).address, currency: 'EUR', amount: eur(5n) } as const;
  expect(readPaymentCode(writePaymentCode(code))).toEqual(code);
});
