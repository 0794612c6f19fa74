import { classOf } from '../../../chaincode/src/service/rules/fitness';
import { birth, tag } from '../vehicle/cast';
import { ANA, openMarket, service } from './market';
import { vinOf } from '../../../stories/vin';

test.each([
  ['Sedan', undefined, undefined, 'car'],
  ['Cargo Van', undefined, 'passenger', 'van'],
  [undefined, 'Pick-up', undefined, 'van'],
  [undefined, 'Pkw-Pick-up', undefined, 'car'],
  [undefined, undefined, 'truck', 'truck'],
  [undefined, undefined, 'motorcycle', 'motorcycle'],
  [undefined, undefined, 'trailer', undefined],
  [undefined, undefined, undefined, undefined],
] as const)('a %s or %s body of a maker of %s vehicles: %s', (nhtsa, kba, vehicleType, expected) => {
  expect(classOf({ body: { nhtsa, kba } }, { vehicleType })).toBe(expected);
  expect(classOf(undefined, undefined)).toBeUndefined();
});

test('a van is refused by a service for cars and taken by one for both', async () => {
  const { ana, wash, plant, registrar, asking } = await openMarket();
  const vin = vinOf('1M8', 8);
  await plant.on.vehicle.certifyBirth({ ...birth(vin), body: { nhtsa: 'Cargo Van' } });
  await registrar.on.vehicle.register({
    vin,
    registrationId: 'R-van',
    owner: ANA,
    jurisdiction: 'DE',
    plateTag: tag('B V 1'),
  });
  await expect(ana.on.service.book(await asking({ vin }))).rejects.toMatchObject({
    code: 'VEHICLE_CLASS_OTHER',
    facts: { vehicleClass: 'van', classes: 'car' },
  });
  await wash.on.merchant.publishService({ ...service(2), vehicleClasses: ['car', 'van'] });
  expect((await ana.on.service.book(await asking({ vin, version: 2 }))).status).toBe('confirmed');
});
