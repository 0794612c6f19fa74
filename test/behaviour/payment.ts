import { randomBytes } from 'node:crypto';
import { type Currency, money } from '@roadbook/chaincode/api';
import { subKeysOf } from '@roadbook/gateway';
import type { Behaviour, World } from './world';

const HOUR = 3_600_000;
const isk = (amount: bigint) => money.of(amount, 'ISK');
const sek = (amount: bigint) => money.of(amount, 'SEK');
const owner = 'registry/owner';
const shop = 'registry/merchant';
const after = (world: World, millis: number): string =>
  new Date(Date.parse(world.now()) + millis).toISOString();

async function castOf(world: World) {
  const be = async (...who: Parameters<World['be']>) => (await world.be(...who)).on.payment;
  const [desk, second] = [await be('lender/desk', 'lender'), await be('lender/second', 'lender')];
  /**
   * New money in one lot. Currencies that nobody else uses here, so that limits and courts meet nobody else.
   */
  const issue = async (party: string, amount: bigint, currency: Currency) => {
    const orderId = world.fresh('I');
    await desk.askIssue({ orderId, party, amount: money.of(amount, currency) });
    const { transfer } = await second.settle({ orderId, paymentId: world.fresh('P') });
    return transfer?.made[0]?.lotId ?? '';
  };
  const proven = async (currency: Currency) =>
    (await desk.proveSupply({ issuer: 'lender', currency })).proven;
  const [payer, merchant] = [await be(owner, 'owner'), await be(shop, 'merchant')];
  const [registrar, auditor] = [
    await be('registry/registrar', 'registrar'),
    await be('registry/auditor', 'auditor'),
  ];
  const insurer = await be('insurer/desk', 'insurer');
  return { desk, payer, merchant, registrar, auditor, insurer, issue, proven };
}

const endsOf = async (...acts: readonly Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(acts)).map(({ status }) => status).sort();
const ONE_WON = ['fulfilled', 'rejected'];

export const paymentBehaviour: Behaviour = (open) => {
  test('one money becomes another at the rate of a quote, and of two who would exhaust it one does', async () => {
    const world = await open();
    const { desk, payer, merchant, issue, proven } = await castOf(world);
    const [quoteId, paymentId] = [world.fresh('Q'), world.fresh('F')];
    const pair = {
      gives: { issuer: 'lender', currency: 'SEK' },
      takes: { issuer: 'lender', currency: 'ISK' },
    } as const;
    await desk.quoteExchange({
      ...{
        quoteId,
        paymentId,
        from: 'lender',
        lots: [await issue('lender', 2_000n, 'SEK')],
        amount: sek(2_000n),
        parts: 2,
      },
      ...{
        takes: pair.takes,
        ratePerBillion: 7_700_000_000,
        minimum: isk(1n),
        maximum: isk(1_000n),
        until: after(world, HOUR),
      },
    });
    const exchange = (from: string, lot: string, amount: bigint, part: string) => ({
      ...{
        quoteId,
        paymentId: world.fresh('X'),
        deliveryId: world.fresh('D'),
        from,
        lots: [lot],
        amount: isk(amount),
      },
      parts: [part],
    });
    const { delivered } = await payer.exchange(
      exchange(owner, await issue(owner, 100n, 'ISK'), 33n, `${paymentId}:0`),
    );
    expect(delivered.to).toEqual([{ party: owner, amount: sek(254n) }]);
    const lots = [await issue(owner, 129n, 'ISK'), await issue(shop, 129n, 'ISK')];
    const [mine, theirs] = [owner, shop].map((who, at) =>
      exchange(who, lots[at] ?? '', 129n, `${paymentId}:1`),
    );
    expect(await endsOf(payer.exchange(mine as never), merchant.exchange(theirs as never))).toEqual(ONE_WON);
    const late = exchange(owner, await issue(owner, 129n, 'ISK'), 129n, `${paymentId}:1`);
    await expect(payer.exchange(late)).rejects.toMatchObject({ code: 'EXCHANGE_EXHAUSTED' });
    expect((await payer.listQuotes({ ...pair, size: 100 })).items.map((quote) => quote.quoteId)).toContain(
      quoteId,
    );
    await desk.withdrawQuote({ quoteId });
    await expect(payer.exchange(late)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    const { items } = await desk.listLots({ owner: `quote:${quoteId}` });
    await payer.returnQuoted({
      quoteId,
      paymentId: world.fresh('B'),
      parts: items.map(({ lotId }) => lotId),
    });
    expect([await proven('SEK'), await proven('ISK')]).toEqual([true, true]);
  });

  test('what an address got is spent by its key, once; who holds it a court order opens', async () => {
    const world = await open();
    const { payer, merchant, registrar, auditor, insurer, issue, proven } = await castOf(world);
    const limits = { currency: 'ISK', above: isk(1_000_000n), toAddress: isk(500n) } as const;
    if ((await auditor.limit(limits)).waiting) await insurer.confirmLimit(limits);
    const holder = `registry/${world.fresh('holder')}`;
    const key = subKeysOf(randomBytes(32), 'roadbook')(0);
    const { address } = key;
    const { seal } = await registrar.escrowLink({ address }, key.link(holder));
    await registrar.openAddress({ address, seal });
    const paying = (amount: bigint) => ({
      paymentId: world.fresh('P'),
      to: [{ party: address, amount: isk(amount) }],
    });
    const lots = [await issue(owner, 2_000n, 'ISK')];
    await expect(payer.transfer({ ...paying(501n), from: owner, lots })).rejects.toMatchObject({
      code: 'ADDRESS_LIMIT',
    });
    const { made } = await payer.transfer({ ...paying(500n), from: owner, lots });
    const again = { ...paying(1n), from: owner, lots: [made[1]?.lotId ?? ''] };
    await expect(payer.transfer(again)).rejects.toMatchObject({ code: 'ADDRESS_USED' });
    const order = (party: string) =>
      key.pay({
        ...{ paymentId: world.fresh('K'), lots: [made[0]?.lotId ?? ''], to: [{ party, amount: isk(500n) }] },
        until: after(world, HOUR),
      });
    const [toShop, toOwner] = [order(shop), order(owner)];
    const bent = { ...toShop, paymentId: world.fresh('K') };
    await expect(merchant.payByKey(bent)).rejects.toMatchObject({ code: 'ADDRESS_UNPROVEN' });
    expect(await endsOf(merchant.payByKey(toShop), payer.payByKey(toOwner))).toEqual(ONE_WON);
    await expect(merchant.payByKey(order(shop))).rejects.toMatchObject({ code: 'LOT_GONE' });
    const courtOrderId = world.fresh('C');
    await expect(auditor.readLink({ address })).rejects.toMatchObject({ code: 'LINK_SEALED' });
    await registrar.trace({ courtOrderId, holder });
    await expect(auditor.readLink({ address, courtOrderId })).rejects.toMatchObject({ code: 'LINK_SEALED' });
    await insurer.confirmTrace({ courtOrderId });
    expect(await auditor.readLink({ address, courtOrderId })).toEqual({ address, owner: holder });
    await registrar.freezeAddresses({ courtOrderId, addresses: [address] });
    await insurer.confirmFreeze({ courtOrderId, addresses: [address] });
    await expect(merchant.payByKey(order(shop))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
    expect(await registrar.unfreeze({ courtOrderId })).toMatchObject({
      status: 'standing',
      lifting: 'registry/registrar',
    });
    const alone = { code: 'SECOND_ORGANISATION_NEEDED' };
    await expect(auditor.confirmUnfreeze({ courtOrderId })).rejects.toMatchObject(alone);
    await expect(merchant.payByKey(order(shop))).rejects.toMatchObject({ code: 'ACCOUNT_FROZEN' });
    expect(await insurer.confirmUnfreeze({ courtOrderId })).toMatchObject({ status: 'lifted' });
    expect(await proven('ISK')).toBe(true);
  });

  test('a hold that a court emptied says so, and nothing else releases it', async () => {
    const world = await open();
    const { payer, merchant, registrar, auditor, insurer, issue, proven } = await castOf(world);
    const [holdId, paymentId, courtOrderId] = [world.fresh('H'), world.fresh('P'), world.fresh('C')];
    const lots = [await issue(owner, 70n, 'ISK')];
    const amount = isk(70n);
    await payer.authorise({
      holdId,
      paymentId,
      from: owner,
      lots,
      payee: shop,
      amount,
      until: after(world, HOUR),
    });
    await registrar.freeze({ courtOrderId, holder: `hold:${holdId}`, lots: [`${paymentId}:0`] });
    const alone = { code: 'SECOND_ORGANISATION_NEEDED' };
    await expect(auditor.confirmFreeze({ courtOrderId })).rejects.toMatchObject(alone);
    await insurer.confirmFreeze({ courtOrderId });
    const asking = { courtOrderId, paymentId: world.fresh('X') };
    const take = { ...asking, lots: [`${paymentId}:0`], to: 'registry/victim', amount };
    await expect(registrar.clawBack({ ...take, to: 'registry' })).rejects.toMatchObject({ code: 'OWN_GAIN' });
    await registrar.clawBack(take);
    await expect(auditor.confirmClawBack(asking)).rejects.toMatchObject(alone);
    expect((await insurer.confirmClawBack(asking)).to).toEqual([{ party: 'registry/victim', amount }]);
    expect(await merchant.readHold({ holdId })).toMatchObject({ status: 'clawedBack', left: isk(0n) });
    const capture = merchant.capture({ holdId, paymentId: world.fresh('P'), amount, last: true });
    await expect(capture).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    expect(await proven('ISK')).toBe(true);
  });
};
