import { createHash } from 'node:crypto';
import { voteOn } from '../../../stories/ballots';
import { vinOf } from '../../../stories/vin';
import { birth, VIN, tag } from '../vehicle/cast';
import { eur, openBank } from '../payment/cast';

export { VIN, eur };
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WASH = 'registry/wash';
export const ANA = 'registry/ana';
export const BEN = 'registry/ben';
export const OTHER_VIN = vinOf('1M8', 7);
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
export const BERLIN = {
  zone: 'Europe/Berlin',
  from: '2026-01-01T00:00:00.000Z',
  offsets: [
    { until: '2026-03-29T01:00:00.000Z', offsetMinutes: 60 },
    { until: '2026-10-25T01:00:00.000Z', offsetMinutes: 120 },
    { until: '2027-03-28T01:00:00.000Z', offsetMinutes: 60 },
  ],
};
const everyDay = [1, 2, 3, 4, 5, 6, 7];
export const HOURS = {
  merchant: WASH,
  zone: 'Europe/Berlin',
  bays: ['B1', 'B2'],
  week: everyDay.map((weekday) => ({ weekday, from: '08:00', until: '18:00' })),
  closedOn: ['2026-04-03'],
};
export const POLICY = {
  rows: [
    { hoursBefore: 24, refundPpm: 1_000_000 },
    { hoursBefore: 2, refundPpm: 500_000 },
  ],
  compensationPpm: 100_000,
};
export const service = (version = 1, price = 20_000n) => ({
  merchant: WASH,
  serviceCode: 'full-service',
  version,
  names: [{ language: 'en', text: 'Full service' }],
  category: '7538',
  vehicleClasses: ['car' as const],
  durationMin: 60,
  bufferMin: 15,
  price: eur(price),
  materials: [{ name: 'Oil 5W-30' }],
  warranty: { days: 365, km: 10_000 },
  cancelPolicy: POLICY,
});

/** A merchant that has come in: papers verified, voted in by three organisations, active. */
type Capabilities = Parameters<
  Awaited<ReturnType<typeof openBank>>['wash']['on']['merchant']['apply']
>[0]['requested'];
const USUAL: Capabilities = ['accept_payments', 'payouts', 'repair'];
export async function openMerchant(
  options: Parameters<typeof openBank>[0] = {},
  requested: Capabilities = USUAL,
) {
  const bank = await openBank(options);
  const { wash, registrar, desk, insurer, be, ledger } = bank;
  const plant = await be('manufacturer/plant', 'manufacturer');
  await wash.on.merchant.apply({
    businessName: 'Wash and more',
    category: '7538',
    requested,
  });
  const { requirements } = await wash.on.merchant.read({ merchant: WASH });
  for (const requirement of requirements?.currentlyDue ?? [])
    await wash.on.merchant.prove({ requirement, documentHash: hash(requirement) });
  await wash.on.merchant.sendIn({});
  for (const requirement of requirements?.currentlyDue ?? [])
    await registrar.on.merchant.verify({ merchant: WASH, requirement });
  const days = (count: number) => new Date(ledger.now + count * DAY).toISOString();
  const voters = ['manufacturer', 'lender', 'insurer', 'registry'];
  const ends = { until: days(7), openUntil: days(9) };
  await registrar.on.merchant.openReview({ merchant: WASH, voters, quorum: 2, ...ends, conflicts: [] });
  await voteOn(WASH, [
    ['manufacturer', plant.on, 'yes'],
    ['lender', desk.on, 'yes'],
    ['insurer', insurer.on, 'abstain'],
  ]);
  await insurer.on.merchant.tick({ merchant: WASH });
  await wash.on.merchant.activate({});
  return { ...bank, plant };
}

/** The merchant sells, has a bond, and two owners have a car and money. */
export async function openMarket(
  options: Parameters<typeof openBank>[0] = {},
  requested: Capabilities = USUAL,
) {
  const market = await openMerchant(options, requested);
  const { wash, registrar, plant, issue, be, ledger } = market;
  const technician = await be('registry/tech', 'workshop');
  await wash.on.merchant.employ({ member: 'registry/tech', duties: ['technician'] });
  await technician.on.merchant.join({ merchant: WASH });
  await registrar.on.merchant.publishZone(BERLIN);
  await wash.on.merchant.setHours(HOURS);
  await wash.on.merchant.publishService(service());
  await wash.on.merchant.postBond({
    bondId: 'BOND-1',
    paymentId: 'P-bond',
    amount: eur(50_000n),
    until: new Date(ledger.now + 120 * DAY).toISOString(),
    lots: [await issue(WASH, 50_000n)],
  });
  await registrar.on.vehicle.registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' });
  for (const [vin, owner] of [
    [VIN, ANA],
    [OTHER_VIN, BEN],
  ] as const) {
    await plant.on.vehicle.certifyBirth({ ...birth(vin), ...(vin === VIN && { epc: CAR }) });
    await registrar.on.vehicle.register({
      vin,
      registrationId: `R-${vin}`,
      owner,
      jurisdiction: 'DE',
      plateTag: tag(`B ${vin}`),
    });
  }
  let count = 0;
  /**
   * A booking with its money, of ana's car on 2026-03-04 at 11:00 in Berlin (10:00 UTC) unless said
   * otherwise.
   */
  const asking = async (change: object = {}, payer = ANA) => {
    count += 1;
    return {
      bookingId: `B-${count}`,
      merchant: WASH,
      serviceCode: 'full-service',
      version: 1,
      vin: payer === ANA ? VIN : OTHER_VIN,
      bay: 'B1',
      start: { local: '2026-03-04T11:00' },
      paymentId: `P-${count}`,
      lots: [await issue(payer, 20_000n)],
      ...change,
    };
  };
  const goTo = (instant: string): void => {
    ledger.now = Date.parse(instant);
  };
  return { ...market, technician, asking, goTo };
}
export const CAR = 'https://id.gs1.org/8004/4012345CAR1';
export type Market = Awaited<ReturnType<typeof openMarket>>;

export const report = (recordId = 'SR-1') => ({
  recordId,
  odometer: { value: 42_000, unit: 'km' as const },
  work: [{ code: 'oil', says: 'Oil and filter changed', minutes: 40 }],
  materials: [{ name: 'Oil 5W-30', quantity: 4_500, uom: 'ml' as const }],
  parts: [],
  troubleCodes: ['P0301'],
  photos: [],
});

/** Brings a booking made by ana to the start of the work. */
export async function bringIn({ ana, technician, goTo }: Market, bookingId: string): Promise<void> {
  goTo('2026-03-04T09:50:00.000Z');
  const nonce = 'ab'.repeat(16);
  await ana.on.service.arrive({ bookingId, nonceHash: hash(nonce) });
  await technician.on.service.checkIn({
    bookingId,
    nonce,
    odometer: { value: 41_990, unit: 'km' },
    photoHash: hash('photo'),
  });
  await technician.on.service.begin({ bookingId });
}
