import { join } from 'node:path';
import { realWorld } from './world';
import { example } from '../../stories/example';
import { castOf } from '../../stories/cast';
import { firstCar, MAKER, setTheStage } from '../../stories/firstcar';
import { vinOf } from '../../stories/vin';
import { identityOf, toy } from './toy';
import { nextOwner, openTheMarket } from '../../stories/nextowner';

jest.setTimeout(120_000);

const world = realWorld();

afterAll(() => world.close());

test('the story of a car is told on the real network', async () => {
  const cast = await castOf(async (member, role) => (await world.be(member, role)).on);
  await setTheStage(cast);
  const told: string[] = [];
  const tell = (sentence: string) => told.push(sentence);
  const vin = await firstCar(cast, 1, tell);
  expect(told).toContain('A second person agrees, 1700.00 EUR is paid, and the claim is closed.');
  expect((await cast.registrar.trust.read({ vin })).institutional.liens).toMatchObject([
    { holder: 'lender', rank: 1 },
  ]);
  await openTheMarket(cast);
  await nextOwner(cast, 1, vin, tell);
  expect(told).toContain('registry/buyer holds the title, 0 liens are open, the loan is settled.');
  expect(told.at(-1)).toBe("The old owner's grant to the insurer is revoked.");
});

test('a plain client that knows the trust chain by its former name is answered as before', async () => {
  const home = process.env['ROADBOOK_HOME'] ?? '';
  const vin = vinOf(MAKER, 1);
  const answer = (name: string) =>
    toy(home, identityOf(home, 'registry', 'owner'), async (contract) =>
      Buffer.from(await contract.evaluateTransaction(name, JSON.stringify({ vin }))).toString(),
    );
  const [former, now] = [JSON.parse(await answer('vehicle:trust')), JSON.parse(await answer('trust:read'))];
  expect(former).toMatchObject({ vin, institutional: now.institutional, economic: now.economic });
});

// What arrives after the payoff is the borrower's credit.
test('the example of the README books an instalment, of a settled loan without principal', async () => {
  const shown: string[] = [];
  await example(join(process.env['ROADBOOK_HOME'] ?? '', 'profiles', 'lender.json'), (line) =>
    shown.push(line),
  );
  expect(shown).toEqual([
    'L-1 is settled: 24000.00 EUR in 48 instalments',
    '558.05 EUR is booked, 0.00 EUR of it principal',
  ]);
});
