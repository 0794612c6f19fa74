import { type Cast, firstCar, setTheStage } from '../stories/firstcar';
import { openWorld } from '../kit/ledger/world';

test('the first car is told in memory, and the stage is set once', async () => {
  const { be, ledger } = await openWorld({ at: Date.now() });
  Object.defineProperty(ledger, 'now', { get: () => Date.now() });
  const cast: Cast = {
    plant: (await be('manufacturer/plant', 'manufacturer')).on,
    supplier: (await be('manufacturer/supplier', 'supplier')).on,
    lender: (await be('lender/desk', 'lender')).on,
    insurer: (await be('insurer/desk', 'insurer')).on,
    supervisor: (await be('insurer/supervisor', 'insurer')).on,
    registrar: (await be('registry/registrar', 'registrar')).on,
    owner: (await be('registry/owner', 'owner')).on,
    workshop: (await be('registry/workshop', 'workshop')).on,
  };
  await setTheStage(cast);
  await setTheStage(cast);
  const told: string[] = [];
  const vin = await firstCar(cast, 1, (sentence) => told.push(sentence));
  expect(vin).toBe('1RBGDMAA8TA000001');
  expect(told).toContain('A loan of 100.00 EUR at 9.4822 %: 17.13 EUR, 17.13 EUR, 17.13 EUR, 17.13 EUR, 17.13 EUR, 17.13 EUR.');
  expect(told).toContain('A second person agrees, 1700.00 EUR is paid, and the claim is closed.');
  expect(told.at(-1)).toBe('One query tells it all: 1 lien, 2 parts, 1 loan.');
});
