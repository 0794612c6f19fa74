import { generateKeyPairSync } from 'node:crypto';
import { type Frame, time } from '@roadbook/chaincode/api';
import { chainStart, deviceOf, frameOf, type Rooms } from '@roadbook/gateway';
import { castOf } from '../../stories/cast';
import { firstCar, setTheStage } from '../../stories/firstcar';
import { DAY, issueMoney, later, lotsOf, openShop, service, visit } from '../../stories/market';
import { openWorld } from '@roadbook/ledger';
import { eur } from '../../stories/terms';

const OWNER = 'registry/owner';

/** Who reads: for each the part it plays to the car of the scene, and its member id and role. */
export const readers = {
  buyer: ['registry/stranger', 'owner'],
  owner: [OWNER, 'owner'],
  grantee: ['registry/friend', 'owner'],
  lender: ['lender/desk', 'lender'],
  insurer: ['insurer/desk', 'insurer'],
  maker: ['manufacturer/plant', 'manufacturer'],
  workshop: ['registry/workshop', 'workshop'],
  registrar: ['registry/registrar', 'registrar'],
  auditor: ['registry/auditor', 'auditor'],
} as const;
export type Reader = keyof typeof readers;

/**
 * A car that was built, financed, insured, crashed, driven, serviced, listed and let; and everybody who may
 * ask about it.
 */
export async function openScene() {
  const { ledger, be } = await openWorld();
  // The story tells the time by the clock of the machine.
  Object.defineProperty(ledger, 'now', { get: () => Date.now() });
  const as = async (part: Reader): Promise<Rooms> => {
    const [member, role] = readers[part];
    return (await be(member, role)).on as unknown as Rooms;
  };
  const cast = await castOf(async (member, role) => (await be(member, role)).on as unknown as Rooms);
  await setTheStage(cast);
  const vin = await firstCar(cast, 1, () => undefined);
  await openShop(cast.workshop, cast, service);
  await issueMoney(cast.lender, cast.approver, 'OM-1', OWNER, 50_000);
  const lots = await lotsOf(cast.owner, OWNER);
  await visit(cast.owner, cast.workshop, service, {
    vin,
    visitId: 'V-1',
    lots,
    km: 11_990,
    work: 'Inspection',
  });
  await cast.owner.service.review({ bookingId: 'V-1', stars: 5 });
  await grant(cast.owner, vin, 'G-friend', 'registry/friend', 'history');
  const deviceId = await drive(cast, vin);
  await list(cast.owner, vin);
  await let_(cast.owner, vin);
  return { vin, deviceId, as };
}

type Cast = Awaited<ReturnType<typeof castOf<Rooms>>>;

async function grant(
  owner: Rooms,
  vin: string,
  grantId: string,
  grantee: string,
  category: 'history',
): Promise<void> {
  const span = { fromTime: later(0), untilTime: later(30 * DAY), validUntil: later(30 * DAY), maxReads: 1 };
  const how = { purpose: 'resale', precision: 'full', processing: 'offBoard' } as const;
  const notice = {
    jurisdiction: 'DE',
    language: 'en',
    collectionMethod: 'app',
    policyUrl: 'https://friend.example',
  } as const;
  await owner.consent.grant({
    vin,
    grantId,
    terms: { grantee, categories: [category], ...span, ...how, notice },
  });
}

/** One drive, anchored by the device of the maker; the owner reads the meter after it. */
async function drive({ plant, owner }: Cast, vin: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const device = deviceOf(privateKey, { deviceId: 'device-1', vin });
  await plant.evidence.register({ ...device.registration(), kind: 'telematics' });
  const from = (await owner.vehicle.read({ vin })).ownerSince ?? '';
  const frames: Frame[] = Array.from({ length: 3 }, (_, second) =>
    frameOf({
      at: time.addMillis(from, second * 1000),
      category: 'speed',
      precision: 'full',
      values: { kmh: 50 },
    }),
  );
  const about = { schema: 'readings.v1', evidenceId: 'E-1', trip: 'T-1' } as const;
  await owner.evidence.anchor(device.anchor(frames, chainStart, about));
  const reading = { vin, readingId: 'OR-1', value: 12_000, unit: 'km', source: 'owner' } as const;
  await owner.vehicle.recordReading({ ...reading, at: later(0), tripKm: 10 });
  return device.deviceId;
}

async function list(owner: Rooms, vin: string): Promise<void> {
  const { content, hash: frozen } = await owner.vehicle.readCertificate({ vin });
  const terms = { payDays: 3, shipDays: 3, inspectDays: 5, returnDays: 7, settleDays: 14, resolveDays: 30 };
  await owner.sale.list({
    ...{ listingId: 'S-1', vin, certificate: { issuedAt: content.issuedAt, hash: frozen }, disclosures: [] },
    ...{ policies: ['P-1'], terms, charges: [], arbiter: 'registry/auditor', until: later(30 * DAY) },
  });
}

async function let_(owner: Rooms, vin: string): Promise<void> {
  const prices = { perCell: eur(1_000), latePerCell: eur(1_500), perDistance: eur(30), deposit: eur(20_000) };
  const rules = { includedPerCell: 20, unit: 'km', freeCancelHours: 24, lateCancelPpm: 500_000 } as const;
  const days = { damageDays: 2, resolveDays: 30 };
  const cover = { policyId: 'P-1', code: 'collision' } as const;
  const terms = { ...prices, ...rules, ...days, cover };
  await owner.rental.offer({ vin, arbiter: 'registry/auditor', cellMinutes: 60, terms });
}
