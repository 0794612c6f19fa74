import { firstCar, setTheStage } from '../../stories/firstcar';
import { castOf } from '../../stories/cast';
import { type Market, nextOwner, openTheMarket } from '../../stories/nextowner';
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
  expect(told).toContain('A loan of 100.00 EUR at 9.4822 %: 17.13 EUR, 17.13 EUR, 17.13 EUR, 17.13 EUR, 17.13 EUR, 17.13 EUR.');
  expect(told).toContain('A second person agrees, 1700.00 EUR is paid, and the claim is closed.');
  expect(told.at(-1)).toBe('One query tells it all: 1 lien, 2 parts, 1 accident, 1 loan.');
  await openTheMarket(cast);
  await openTheMarket(cast);
  await nextOwner(cast, 1, vin, tell);
  expect(told).toContainEqual(
    expect.stringMatching(
      /^One transaction moves title and 10000\.00 EUR: .* to lender \(payoff\), 100\.00 EUR to registry\/merchant \(charge\), .* to registry\/owner \(seller\)\.$/,
    ),
  );
  expect(told.at(-1)).toBe("The old owner's grant to the insurer is revoked.");
});
