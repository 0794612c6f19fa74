import { makeDevice, minute, openCar, registration, tag, VIN } from '../evidence/cast';

export { makeDevice, minute, openCar, registration, tag, VIN };

/** A registered vehicle with one anchor: 60 readings of speed, from 09:10:00 to 09:10:59 of the day. */
export async function openStage(options: Parameters<typeof openCar>[0] = {}) {
  const car = await openCar(options);
  const desk = await car.be('insurer/desk', 'insurer');
  car.ledger.pass(30 * 60_000);
  await car.owner.on.evidence.anchor(
    car.device.anchors(minute(1, { t0: FROM, t1: '2026-03-02T09:10:59.000Z' })),
  );
  return { ...car, desk };
}
export type Stage = Awaited<ReturnType<typeof openStage>>;

export const FROM = '2026-03-02T09:10:00.000Z';
export const UNTIL = '2026-03-02T09:11:00.000Z';

export const terms = {
  grantee: 'insurer',
  categories: ['speed' as const],
  fromTime: '2026-03-02T09:00:00.000Z',
  untilTime: '2026-04-01T00:00:00.000Z',
  purpose: 'usageBasedInsurance' as const,
  precision: 'full' as const,
  processing: 'offBoard' as const,
  validUntil: '2026-03-20T00:00:00.000Z',
  maxReads: 3,
  notice: {
    jurisdiction: 'DE',
    language: 'de',
    collectionMethod: 'app' as const,
    policyUrl: 'https://insurer.example/policy',
  },
};

export const slice = {
  deviceId: 'D-1',
  evidenceId: 'E-1',
  category: 'speed' as const,
  fromLeaf: 10,
  untilLeaf: 20,
  fromTime: '2026-03-02T09:10:10.000Z',
  untilTime: '2026-03-02T09:10:20.000Z',
};

export const reading = (accessId: string, more: object = {}) => ({
  vin: VIN,
  grantId: 'G-1',
  accessId,
  purpose: 'usageBasedInsurance' as const,
  slice,
  ...more,
});
export const G1 = { vin: VIN, grantId: 'G-1' };

/** The title goes from the owner to the buyer. */
export async function sellCar(
  { owner, buyer, registrar }: Pick<Stage, 'owner' | 'buyer' | 'registrar'>,
  offerId = 'O-1',
) {
  await owner.on.vehicle.offerTitle({ vin: VIN, offerId, to: 'registry/buyer' });
  await buyer.on.vehicle.acceptTitle({ vin: VIN, offerId });
  await registrar.on.vehicle.passTitle({ vin: VIN, offerId });
}
