import { createHash } from 'node:crypto';
import { plateTag } from '../../../chaincode/src/vehicle/rules/plate';
import { openWorld } from '@roadbook/ledger';
import { asked, tariff } from '../policy/cast';

export const VIN = '1M8GDM9AXKP042788';
export const EUROPEAN = 'WP0ZZZ99ZTS392124';
export const tag = (plate: string): string =>
  plateTag(Buffer.from('a key of the registrar alone'), 'DE', plate);
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

export const birth = (vin: string) => ({
  vin,
  model: { id: 'M8', name: 'Coach' },
  builtOn: '2026-01-10',
  plant: { id: '4711' },
});

/** The cast of a car's life, with both manufacturer codes registered. */
export async function openShowroom(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options);
  const { be } = world;
  const cast = {
    plant: await be('manufacturer/plant', 'manufacturer'),
    dealer: await be('manufacturer/dealer', 'dealer'),
    lender: await be('lender/desk', 'lender'),
    insurer: await be('insurer/desk', 'insurer'),
    registrar: await be('registry/registrar', 'registrar'),
    auditor: await be('registry/auditor', 'auditor'),
    owner: await be('registry/owner', 'owner'),
    buyer: await be('registry/buyer', 'owner'),
    workshop: await be('registry/workshop', 'workshop'),
  };
  for (const wmi of ['1M8', 'WP0'])
    await cast.registrar.on.vehicle.registerWmi({ wmi, manufacturer: 'manufacturer', name: 'Works AG' });
  return { ...world, ...cast };
}

/** A vehicle that is born and registered to the owner. */
export async function openGarage(options: Parameters<typeof openWorld>[0] = {}) {
  const showroom = await openShowroom(options);
  await showroom.plant.on.vehicle.certifyBirth(birth(VIN));
  await showroom.registrar.on.vehicle.register({
    vin: VIN,
    registrationId: 'R-1',
    owner: 'registry/owner',
    jurisdiction: 'DE',
    plateTag: tag('B-RB 2026'),
  });
  return showroom;
}

/** The insurer of the showroom covers a vehicle of the owner under `POL-7`, from a minute after now. */
export async function insure(
  { insurer, owner, ledger }: Awaited<ReturnType<typeof openShowroom>>,
  vin = VIN,
) {
  const { insurer: _insurer, ...stated } = tariff;
  await insurer.on.policy.publishTariff(stated);
  const startsAt = new Date(ledger.now + 60_000).toISOString();
  await insurer.on.policy.quote({
    ...{
      ...asked,
      policyId: 'POL-7',
      policyholder: 'registry/owner',
      vin,
      tariffId: 'car',
      tariffVersion: 1,
    },
    ...{ startsAt, quotedUntil: startsAt },
  });
  await owner.on.policy.bind({ policyId: 'POL-7' });
  ledger.pass(60_000);
}
