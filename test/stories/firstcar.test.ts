import { join } from 'node:path';
import { realWorld } from '../network/world';
import { example } from './example';
import { type Cast, firstCar, setTheStage } from './firstcar';

jest.setTimeout(120_000);

const world = realWorld();

afterAll(() => world.close());

test('the first car is told on the real network', async () => {
  const cast: Cast = {
    plant: (await world.be('manufacturer/plant', 'manufacturer')).on,
    supplier: (await world.be('manufacturer/supplier', 'supplier')).on,
    lender: (await world.be('lender/desk', 'lender')).on,
    insurer: (await world.be('insurer/desk', 'insurer')).on,
    supervisor: (await world.be('insurer/supervisor', 'insurer')).on,
    registrar: (await world.be('registry/registrar', 'registrar')).on,
    owner: (await world.be('registry/owner', 'owner')).on,
    workshop: (await world.be('registry/workshop', 'workshop')).on,
  };
  await setTheStage(cast);
  const told: string[] = [];
  const vin = await firstCar(cast, 1, (sentence) => told.push(sentence));
  expect(told).toContain('A second person agrees, 1700.00 EUR is paid, and the claim is closed.');
  const { institutional } = await cast.registrar.vehicle.trust({ vin });
  expect(institutional.liens).toMatchObject([{ holder: 'lender', rank: 1 }]);
});

test('the example of the README shows the loan of the story and what a wrong payment gets', async () => {
  const shown: string[] = [];
  await example(join(process.env['ROADBOOK_HOME'] ?? '', 'profiles', 'lender.json'), (line) => shown.push(line));
  expect(shown).toEqual([
    expect.stringMatching(/^L-1 is active; \d+\.\d\d EUR would have settled it on 2024-02-15$/),
    expect.stringMatching(/^CURRENCY_DIFFERS: /),
  ]);
});
