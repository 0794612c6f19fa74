import { createHash, randomBytes } from 'node:crypto';
import { subKeysOf } from '@roadbook/gateway';
import { limit } from '../../behaviour/court';
import type { Transfer } from '../../../chaincode/src/payment/records/money';
import { mustBeOf } from '../../../chaincode/src/payment/rules/refund';
import { ana, at, type Bank, eur, openBank, wash } from './cast';

const HOUR = 3_600_000;
const ben = 'registry/ben';
const EUR = { issuer: 'lender', currency: 'EUR' } as const;

/** The insurer gave ana a voucher of 10.00 for the wash. */
async function openVoucher() {
  const bank = await openBank();
  const until = at(bank.ledger, 24 * HOUR);
  const purpose = { merchants: [wash], until, remainderTo: 'insurer' };
  const lots = [await bank.issue('insurer', 1_000n)];
  const bound = { paymentId: 'V-1', from: 'insurer', lots, to: ana, amount: eur(1_000n), purpose };
  await bank.insurer.on.payment.bind(bound);
  return { ...bank, purpose };
}
type Opened = Bank & Partial<Awaited<ReturnType<typeof openVoucher>>>;

/** How ana's money gets to the wash through a box: what it came out of, and the payment that let it go. */
const ways: Record<string, (bank: Opened, lots: string[]) => Promise<{ from: string; paymentId: string }>> = {
  async purse({ ana: owner }, lots) {
    const to = [{ party: wash, amount: eur(1_000n) }];
    await owner.on.payment.transfer({ paymentId: 'P-1', from: ana, lots, to });
    return { from: ana, paymentId: 'P-1' };
  },
  async escrow({ ana: owner, ledger }, lots) {
    const milestones = [{ milestoneId: 'M-1', amount: eur(1_000n), conditions: [] }];
    const sides = { payer: ana, payee: wash };
    const terms = { escrowId: 'E-1', ...sides, amount: eur(1_000n), milestones, deadline: at(ledger, HOUR) };
    await owner.on.payment.openEscrow(terms);
    await owner.on.payment.fundEscrow({ escrowId: 'E-1', paymentId: 'F-1', lots });
    await owner.on.payment.releaseEscrow({ escrowId: 'E-1', milestoneId: 'M-1', paymentId: 'P-1' });
    return { from: 'escrow:E-1', paymentId: 'P-1' };
  },
  async hold({ ana: owner, wash: shop, ledger }, lots) {
    const asked = { holdId: 'H-1', payee: wash, amount: eur(1_000n), until: at(ledger, HOUR) };
    await owner.on.payment.authorise({ ...asked, paymentId: 'F-1', from: ana, lots });
    await shop.on.payment.capture({ holdId: 'H-1', paymentId: 'P-1', amount: eur(1_000n), last: true });
    return { from: 'hold:H-1', paymentId: 'P-1' };
  },
  async lock({ ana: owner, wash: shop, ledger }, lots) {
    const preimage = randomBytes(32);
    const hash = createHash('sha256').update(preimage).digest('hex');
    const asked = { lockId: 'L-1', payee: wash, amount: eur(1_000n), hash, deadline: at(ledger, HOUR) };
    await owner.on.payment.lock({ ...asked, paymentId: 'F-1', from: ana, lots });
    await shop.on.payment.claim({ lockId: 'L-1', paymentId: 'P-1', preimage: preimage.toString('hex') });
    return { from: 'lock:L-1', paymentId: 'P-1' };
  },
};

describe('M32: a payment goes back by the way it came, to whose money it was', () => {
  test.each(Object.keys(ways))('by %s: a voucher as a voucher', async (way) => {
    const bank = await openVoucher();
    const of = await (ways[way] as (typeof ways)[string])(bank, ['V-1:0']);
    const refund = (paymentId: string, lot: string, cents: bigint) =>
      bank.wash.on.payment.refund({ paymentId, from: wash, lots: [lot], amount: eur(cents), refunds: of });
    const first = await refund('R-1', 'P-1:0', 400n);
    expect(first).toMatchObject({ kind: 'refund', refunds: of, to: [{ party: ana, amount: eur(400n) }] });
    expect(await refund('R-1', 'P-1:0', 400n)).toEqual(first);
    const { items } = await bank.ana.on.payment.listLots({ owner: ana });
    expect(items).toMatchObject([{ lotId: 'R-1:0', amount: eur(400n), purpose: bank.purpose }]);
    const elsewhere = { paymentId: 'X-1', from: ana, lots: ['R-1:0'], to: [{ party: ben, amount: eur(1n) }] };
    await expect(bank.ana.on.payment.transfer(elsewhere)).rejects.toMatchObject({
      code: 'PURPOSE_OTHER_MERCHANT',
    });
    await expect(refund('R-2', 'R-1:1', 601n)).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS',
      facts: { paid: '1000', left: '600' },
    });
    await refund('R-2', 'R-1:1', 600n);
    expect(await bank.ana.on.payment.readRefunded({ ...of, by: wash })).toMatchObject({
      refunded: eur(1_000n),
    });
    await expect(bank.ben.on.payment.readRefunded({ ...of, by: wash })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    expect(await bank.proven()).toBe(true);
  });

  test.each(Object.keys(ways))('by %s: free money as free money', async (way) => {
    const bank = await openBank();
    const of = await (ways[way] as (typeof ways)[string])(bank, [await bank.issue(ana, 1_000n)]);
    await bank.wash.on.payment.refund({
      ...{ paymentId: 'R-1', from: wash, lots: ['P-1:0'], amount: eur(1_000n), refunds: of },
    });
    const [lot] = (await bank.ana.on.payment.listLots({ owner: ana })).items;
    expect([lot?.amount, lot?.purpose]).toEqual([eur(1_000n), undefined]);
  });

  test('a voucher that is over when it comes back goes on to whom its rest belongs', async () => {
    const bank = await openVoucher();
    await ways['purse']?.(bank, ['V-1:0']);
    bank.ledger.pass(25 * HOUR);
    const refunds = { paymentId: 'P-1', from: ana };
    await bank.wash.on.payment.refund({
      ...{ paymentId: 'R-1', from: wash, lots: ['P-1:0'], amount: eur(1_000n), refunds },
    });
    await bank.ana.on.payment.returnRemainder({ paymentId: 'R-2', owner: ana, lot: 'R-1:0' });
    expect(await bank.held(bank.insurer, 'insurer')).toBe(1_000n);
  });

  test.each(['escrow', 'hold', 'lock'])('what a %s gave its own payer back is no payment', async (way) => {
    const bank = await openBank();
    const of = await (ways[way] as (typeof ways)[string])(bank, [await bank.issue(ana, 1_000n)]);
    const lots = [await bank.issue(ben, 100n)];
    const asked = { paymentId: 'R-1', from: ben, lots, amount: eur(1n), refunds: of };
    await expect(bank.ben.on.payment.refund(asked)).rejects.toMatchObject({ code: 'REFUND_OF_NOTHING' });
    const own = { ...asked, from: ana, lots: [await bank.issue(ana, 1n)] };
    await expect(bank.ana.on.payment.refund(own)).rejects.toMatchObject({ code: 'REFUND_OF_NOTHING' });
    const funding = { ...asked, from: wash, lots: ['P-1:0'], refunds: { paymentId: 'F-1', from: ana } };
    await expect(bank.wash.on.payment.refund(funding)).rejects.toMatchObject({ code: 'REFUND_OF_NOTHING' });
  });

  test('an exchange: what each gave comes back in that money, and in no other', async () => {
    const bank = await openBank();
    const dollars = (amount: bigint) => ({ amount, currency: 'USD' as const });
    const lots = [await bank.issue('insurer', 2_000n, 'USD')];
    await bank.insurer.on.payment.quoteExchange({
      ...{ quoteId: 'Q-1', paymentId: 'S-1', from: 'insurer', lots, amount: dollars(2_000n), parts: 1 },
      ...{ takes: EUR, ratePerBillion: 1_000_000_000, minimum: eur(1n), maximum: eur(2_000n) },
      until: at(bank.ledger, HOUR),
    });
    const paying = { paymentId: 'P-1', deliveryId: 'D-1', from: ana, lots: [await bank.issue(ana, 1_000n)] };
    await bank.ana.on.payment.exchange({ ...paying, quoteId: 'Q-1', parts: ['S-1:0'], amount: eur(1_000n) });
    const back = { from: 'insurer', amount: eur(1_000n), refunds: { paymentId: 'P-1', from: ana } };
    await bank.insurer.on.payment.refund({ ...back, paymentId: 'R-1', lots: ['P-1:0'] });
    const given = { from: ana, amount: dollars(1_000n), refunds: { paymentId: 'D-1', from: 'quote:Q-1' } };
    const moved = await bank.ana.on.payment.refund({ ...given, paymentId: 'R-2', lots: ['D-1:0'] });
    expect(moved.to).toEqual([{ party: 'insurer', amount: dollars(1_000n) }]);
    expect(await bank.held(bank.ana, ana)).toBe(1_000n);
  });

  test('a one-time address: back to the address, though it was paid once already', async () => {
    const bank = await openBank();
    const bounds = { currency: 'EUR', above: eur(1_000n), toAddress: eur(100n) } as const;
    await limit(bank.auditor, bank.insurer, bounds);
    const key = subKeysOf(randomBytes(32), 'roadbook')(0);
    const { seal } = await bank.registrar.on.payment.escrowLink({ address: key.address }, key.link(ben));
    await bank.registrar.on.payment.openAddress({ address: key.address, seal });
    const to = [{ party: key.address, amount: eur(60n) }];
    await bank.ana.on.payment.transfer({
      paymentId: 'S-1',
      from: ana,
      lots: [await bank.issue(ana, 60n)],
      to,
    });
    const paying = { paymentId: 'P-1', lots: ['S-1:0'], to: [{ party: wash, amount: eur(25n) }] };
    await bank.wash.on.payment.payByKey(key.pay({ ...paying, until: at(bank.ledger, HOUR) }));
    const refunds = { paymentId: 'P-1', from: key.address };
    const refund = (paymentId: string, lot: string, cents: bigint, of = refunds) =>
      bank.wash.on.payment.refund({ paymentId, from: wash, lots: [lot], amount: eur(cents), refunds: of });
    await refund('R-1', 'P-1:0', 20n);
    const { items } = await bank.ben.on.payment.listLots({ owner: key.address });
    expect(new Set(items.map(({ amount }) => amount.amount))).toEqual(new Set([20n, 35n]));
    await expect(refund('R-2', 'R-1:1', 6n)).rejects.toMatchObject({ code: 'REFUND_EXCEEDS' });
    const plain = { paymentId: 'X-1', from: wash, lots: ['R-1:1'], to: [{ ...to[0], amount: eur(1n) }] };
    await expect(
      bank.wash.on.payment.transfer(plain as Parameters<typeof bank.wash.on.payment.transfer>[0]),
    ).rejects.toMatchObject({ code: 'ADDRESS_USED' });
  });

  test('a claim on one lender is not given back as one on another', () => {
    const moved = (issuer: string) => ({ issuer }) as Transfer;
    expect(() => mustBeOf(moved('bank'), moved('lender'))).toThrow(
      expect.objectContaining({ code: 'ISSUERS_DIFFER', facts: expect.objectContaining({ left: 'lender' }) }),
    );
    expect(() => mustBeOf(moved('lender'), moved('lender'))).not.toThrow();
  });
});
