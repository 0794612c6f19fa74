import { firstCar, setTheStage } from '../../stories/firstcar';
import { castOf } from '../../stories/cast';
import { type Market, nextOwner, openTheMarket } from '../../stories/nextowner';
import { money } from '@roadbook/chaincode/api';
import { openWorld } from '@roadbook/ledger';

async function gather(): Promise<Market> {
  const { be, ledger } = await openWorld({ at: Date.now() });
  Object.defineProperty(ledger, 'now', { get: () => Date.now() });
  return castOf(async (member, role) => (await be(member, role)).on);
}

test('the story of a car is told in memory, and the stage is set once', async () => {
  const cast = await gather();
  await setTheStage(cast);
  await setTheStage(cast);
  const told: string[] = [];
  const tell = (sentence: string) => told.push(sentence);
  const vin = await firstCar(cast, 1, tell);
  expect(vin).toBe('1RBGDMAA8TA000001');
  // 24,000.00 at 0.4575 % a month: 24000 × 0.004575 / (1 − 1.004575⁻⁴⁸) = 558.046; with each interest rounded
  // half to even the last one takes the rest.
  expect(told).toContain(
    'A loan of 24000.00 EUR at 5.49 % over 48 months: 558.05 EUR a month, the last 557.88 EUR.',
  );
  expect(told).toContain('A second person agrees, 1700.00 EUR is paid, and the claim is closed.');
  expect(told.at(-1)).toBe('One query tells it all: 1 lien, 2 parts, 1 accident, 1 loan.');
  // The first program of the README: an instalment of today.
  const on = new Date().toISOString().slice(0, 10);
  const paid = { loanId: 'L-1', paymentId: 'X-1', amount: money.of(55_805n, 'EUR'), on };
  expect(await cast.lender.loan.repay(paid)).toMatchObject({ kind: 'repayment' });
  expect((await cast.lender.loan.read({ loanId: 'L-1' })).status).toBe('active');
  await openTheMarket(cast);
  await openTheMarket(cast);
  await nextOwner(cast, 1, vin, tell);
  expect(told).toContain(
    'The wash gave points, and one level counts at every partner: 100 points pay 1.00 EUR at the workshop; the netting between the two is settled.',
  );
  expect(told).toContainEqual(
    expect.stringMatching(
      /^One transaction moves title and 22500\.00 EUR: .* to lender \(payoff\), 225\.00 EUR to registry\/merchant \(charge\), .* to registry\/owner \(seller\)\.$/,
    ),
  );
  expect(told.at(-1)).toBe("The old owner's grant to the insurer is revoked.");
});
