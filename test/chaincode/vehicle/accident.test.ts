import { of } from '../../../chaincode/src/kit/value/money';
import { accidentOf, damageOf } from '../../../chaincode/src/vehicle/rules/accident';
import { Accident } from '../../../chaincode/src/vehicle/records/accident';
import { VIN } from './cast';

test.each([
  [1000, false, 'minor'],
  [1001, false, 'moderate'],
  [4000, false, 'moderate'],
  [4001, false, 'severe'],
  [1, true, 'totalLoss'],
])('a repair of %i at a value of 10000 is %s %s', (repair, isTotalLoss, damage) => {
  expect(damageOf(of(BigInt(repair), 'EUR'), of(10_000n, 'EUR'), isTotalLoss)).toBe(damage);
});

test('an accident tells of the vehicle, not of people or money', () => {
  const accident = accidentOf({
    vin: VIN,
    claimId: 'C-1',
    happenedOn: '2026-02-01',
    cause: 'collision',
    damage: 'severe',
    insurer: 'insurer',
    at: '2026-02-10T10:00:00.000Z',
  });
  expect(Accident.parse(accident)).toEqual(accident);
});
