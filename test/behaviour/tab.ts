import { generateKeyPairSync } from 'node:crypto';
import { money, type Slip } from '@roadbook/chaincode/api';
import { resumeTab, slip, slipKey, takeSlips, takeTab } from '@roadbook/gateway';
import type { Behaviour, World } from './world';

const [OWNER, SHOP, CHANNEL] = ['registry/owner', 'registry/merchant', 'roadbook'];
// A currency that nobody else uses here.
const dkk = (amount: bigint) => money.of(amount, 'DKK');

/** A tab of 20.00 between the owner and a charging point, with the two devices. */
async function openTab(world: World) {
  const [owner, shop] = [(await world.be(OWNER, 'owner')).on, (await world.be(SHOP, 'merchant')).on];
  const [desk, second] = [await world.be('lender/desk', 'lender'), await world.be('lender/second', 'lender')];
  const [orderId, tabId] = [world.fresh('I'), world.fresh('T')];
  await desk.on.payment.askIssue({ orderId, party: OWNER, amount: dkk(2_000n) });
  const { transfer } = await second.on.payment.settle({ orderId, paymentId: world.fresh('P') });
  const key = slipKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const tab = await owner.payment.openTab({
    ...{ tabId, paymentId: world.fresh('P'), from: OWNER, lots: [transfer?.made[0]?.lotId ?? ''] },
    ...{ payee: SHOP, amount: dkk(2_000n), noticeSeconds: 600, key: key.multikey },
  });
  const close = (who: typeof owner, last?: Slip) =>
    who.payment.closeTab({ tabId, paymentId: world.fresh('C'), ...(last && { slip: last }) });
  const proven = async () =>
    (await desk.on.payment.proveSupply({ issuer: 'lender', currency: 'DKK' })).proven;
  const [book, taken] = [resumeTab(tab, { channel: CHANNEL, key }), takeTab(tab, { channel: CHANNEL })];
  return { owner, shop, tabId, book, taken, close, proven };
}

export const tabBehaviour: Behaviour = (open) => {
  test('slips between two devices settle in one transaction, and a stale close is beaten by a later slip', async () => {
    const world = await open();
    const { owner, shop, tabId, book, taken, close, proven } = await openTab(world);
    const slips: Slip[] = [];
    for (let units = 1n; units <= 50n; units++) slips.push(await slip(book, dkk(units * 35n)));
    const last = await takeSlips(taken, slips);
    expect(last).toEqual(slips.at(-1));
    const closing = await close(owner, slips[3]);
    expect(closing).toMatchObject({ status: 'closing', paid: dkk(140n) });
    const settling = { tabId, paymentId: world.fresh('X') };
    await expect(owner.payment.settleTab(settling)).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
    const forged = { ...slips[3], amount: dkk(1_999n) } as Slip;
    await expect(close(shop, forged)).rejects.toMatchObject({ code: 'SLIP_UNSIGNED' });
    await expect(close(shop, slips[2])).rejects.toMatchObject({ code: 'SLIP_BEATEN' });
    expect(await close(shop, last)).toEqual({ tabId, status: 'closed', paid: dkk(1_750n), back: dkk(250n) });
    expect(await proven()).toBe(true);
  });

  test('of two ends of a tab that meet one counts, and the money is whole', async () => {
    const world = await open();
    const { owner, shop, tabId, book, close, proven } = await openTab(world);
    const [first, last] = [await slip(book, dkk(100n)), await slip(book, dkk(300n))];
    await Promise.allSettled([close(shop, last), close(owner, first)]);
    // Whichever came first: the payee has the last word.
    await close(shop, last).catch(() => undefined);
    const { status, paid } = await shop.payment.readTab({ tabId });
    expect([status, paid]).toEqual(['closed', dkk(300n)]);
    expect(await proven()).toBe(true);
  });
};
