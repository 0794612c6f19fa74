import { exchangeFrom, type Exchanging } from '@roadbook/gateway';
import { money } from '@roadbook/chaincode/api';
import { ana, at, eur, LENDER, openBank, wash } from '../../chaincode/payment/cast';
import { throughGateway } from './memory';

const HOUR = 3_600_000;
const usd = (amount: bigint) => money.of(amount, 'USD');

/** A quote of two dollars for a euro, 100 in parts of 50. */
async function openQuoted(parts = 2) {
  const bank = await openBank({ at: Date.now() });
  const lots = [await bank.issue(LENDER, 100n, 'USD')];
  await bank.desk.on.payment.quoteExchange({
    ...{
      quoteId: 'Q-1',
      paymentId: 'F-1',
      from: LENDER,
      lots,
      amount: usd(100n),
      parts,
      until: at(bank.ledger, HOUR),
    },
    ...{
      takes: { issuer: LENDER, currency: 'EUR' },
      ratePerBillion: 2_000_000_000,
      minimum: eur(1n),
      maximum: eur(60n),
    },
  });
  const dollars = async (party: string) => {
    const { accounts } = await bank.auditor.on.payment.balance({ party });
    return accounts.find(({ free }) => free.currency === 'USD')?.free.amount ?? 0n;
  };
  return { ...bank, dollars };
}
const exchanging = (n: number, amount: bigint): Exchanging => ({
  ...{ quoteId: 'Q-1', paymentId: `P-${n}`, deliveryId: `D-${n}`, amount: eur(amount) },
});

test('own lots and parts of the quote are chosen', async () => {
  const { ledger, ana: owner, issue, dollars } = await openQuoted();
  for (const amount of [7n, 30n, 20n]) await issue(ana, amount);
  const { paid, delivered } = await exchangeFrom(throughGateway(ledger, owner), exchanging(1, 35n));
  expect([paid.spent, delivered.spent]).toEqual([
    ['issue-3:0', 'issue-2:0'].sort().reverse(),
    ['F-1:0', 'F-1:1'],
  ]);
  expect(await dollars(ana)).toBe(70n);
});

test.each([1, 2])(
  'customers at once get what there is, and who comes too late is told by name (%i parts)',
  async (parts) => {
    const { ledger, ana: owner, wash: shop, issue, dollars, proven } = await openQuoted(parts);
    for (const party of [ana, ana, ana, wash, wash, wash]) await issue(party, 10n);
    const purses = [throughGateway(ledger, owner), throughGateway(ledger, shop)];
    const acts = purses.flatMap((purse, who) =>
      [1, 2, 3].map((n) => exchangeFrom(purse, exchanging(10 * who + n, 10n))),
    );
    const ends = await Promise.allSettled(acts);
    const codes = ends.flatMap((end) =>
      end.status === 'rejected' ? [(end.reason as { code: string }).code] : [],
    );
    expect(codes).toEqual(['EXCHANGE_EXHAUSTED']);
    expect([(await dollars(ana)) + (await dollars(wash)), await proven()]).toEqual([100n, true]);
  },
);

test('what the quote refuses is refused before anything is sent, and so is a purse that is too small', async () => {
  const { ledger, ana: owner, issue } = await openQuoted();
  await issue(ana, 10n);
  const sent: string[] = [];
  const purse = throughGateway(ledger, owner, async (name) => void sent.push(name));
  await expect(exchangeFrom(purse, exchanging(1, 61n))).rejects.toMatchObject({ code: 'EXCHANGE_BOUNDS' });
  await expect(exchangeFrom(purse, exchanging(1, 11n))).rejects.toMatchObject({
    name: 'PurseTooSmall',
    facts: { from: ana },
  });
  expect(sent).not.toContain('exchange');
});
