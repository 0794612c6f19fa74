import { createHash } from 'node:crypto';
import { money } from '@roadbook/chaincode/api';
import type { Rooms } from '@roadbook/gateway';
import { voteOn } from './ballots';
import { eur } from './terms';

export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
export const later = (millis: number): string => new Date(Date.now() + millis).toISOString();
export const DAY = 86_400_000;

/** Those who decide whether a business may sell through the consortium. */
export interface Neighbours {
  readonly registrar: Rooms;
  readonly plant: Rooms;
  readonly lender: Rooms;
  readonly approver: Rooms;
}

const UTC = {
  zone: 'Etc/UTC',
  from: '2024-01-01T00:00:00.000Z',
  offsets: [{ until: '2099-01-01T00:00:00.000Z', offsetMinutes: 0 }],
};

/** What the story's businesses offer: one service each, a quarter of an hour, at any hour. */
const offerOf = (merchant: string, serviceCode: string, price: number, category: string) => ({
  ...{
    merchant,
    serviceCode,
    version: 1,
    category,
    vehicleClasses: ['car' as const],
    durationMin: 15,
    bufferMin: 0,
  },
  ...{
    names: [{ language: 'en', text: serviceCode }],
    price: eur(price),
    materials: [],
    warranty: { days: 365, km: 10_000 },
  },
  cancelPolicy: { rows: [{ hoursBefore: 24, refundPpm: 1_000_000 }], compensationPpm: 100_000 },
});

const NAMES: Readonly<Record<string, string>> = {
  'registry/workshop': 'Workshop Leipzig South',
  'registry/merchant': 'Car wash Leipzig West',
};

export const service = offerOf('registry/workshop', 'service', 12_000, '7538');
export const wash = offerOf('registry/merchant', 'wash', 1_500, '7542');

/**
 * A business joins by itself: papers, the sealed votes of two organisations, opening hours, what it sells.
 * Does nothing when it is in already.
 */
export async function openShop(
  shop: Rooms,
  { registrar, plant, lender, approver }: Neighbours,
  offer: typeof wash,
): Promise<void> {
  const { merchant, category } = offer;
  if (await shop.merchant.readService({ merchant, serviceCode: offer.serviceCode }).catch(() => undefined))
    return;
  await shop.merchant.apply({
    businessName: NAMES[merchant] ?? merchant,
    category,
    requested: ['accept_payments'],
  });
  const { requirements } = await shop.merchant.read({ merchant });
  for (const requirement of requirements?.currentlyDue ?? [])
    await shop.merchant.prove({ requirement, documentHash: hash(requirement) });
  await shop.merchant.sendIn({});
  for (const requirement of requirements?.currentlyDue ?? [])
    await registrar.merchant.verify({ merchant, requirement });
  const ends = { until: later(7 * DAY), openUntil: later(9 * DAY) };
  await registrar.merchant.openReview({
    merchant,
    voters: ['manufacturer', 'lender'],
    quorum: 2,
    ...ends,
    conflicts: [],
  });
  await voteOn(merchant, [
    ['manufacturer', plant, 'yes'],
    ['lender', lender, 'yes'],
  ]);
  await shop.merchant.tick({ merchant });
  await shop.merchant.activate({});
  if (!(await shop.merchant.readZone({ zone: UTC.zone }).catch(() => undefined)))
    await registrar.merchant.publishZone(UTC);
  const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
  await shop.merchant.setHours({
    merchant,
    zone: UTC.zone,
    bays: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
    week,
    closedOn: [],
  });
  await shop.merchant.publishService(offer);
  await issueMoney(lender, approver, `bond-${offer.serviceCode}`, merchant, 20_000);
  const bond = {
    bondId: `BOND-${offer.serviceCode}`,
    paymentId: `post-${offer.serviceCode}`,
    amount: eur(20_000),
    until: later(360 * DAY),
  };
  await shop.merchant.postBond({ ...bond, lots: await lotsOf(shop, merchant) });
}

/** New digital money: one clerk of the lender asks, another one settles. */
export async function issueMoney(
  lender: Rooms,
  approver: Rooms,
  orderId: string,
  party: string,
  minor: number,
): Promise<void> {
  await lender.payment.askIssue({ orderId, party, amount: eur(minor) });
  await approver.payment.settle({ orderId, paymentId: `issue-${orderId}` });
}

/**
 * The euro lots of a party that may be spent on anything, or (with a merchant) its vouchers for that
 * merchant.
 */
export async function lotsOf(owner: Rooms, party: string, merchant?: string): Promise<string[]> {
  const { items } = await owner.payment.listLots({ owner: party, size: 100 });
  const euros = items.filter(({ amount }) => amount.currency === 'EUR');
  const fits = euros.filter(({ purpose }) =>
    merchant ? purpose?.merchants?.includes(merchant) : purpose === undefined,
  );
  return fits.map(({ lotId }) => lotId);
}

/**
 * A visit from booking to money: the slot is paid into escrow, presence is proved by a code, the work is
 * written into the car's history.
 */
export async function visit(
  owner: Rooms,
  shop: Rooms,
  offer: typeof wash,
  {
    vin,
    visitId,
    lots,
    km,
    work,
    programId,
  }: { vin: string; visitId: string; lots: string[]; km: number; work: string; programId?: string },
): Promise<string> {
  const { merchant, serviceCode, version } = offer;
  const [bookingId, nonce] = [visitId, hash(`code of ${visitId}`).slice(0, 32)];
  const start = { local: nextQuarter() };
  const bay = 'ABCDEFGH'.charAt(Number.parseInt(hash(visitId).slice(0, 2), 16) % 8);
  await owner.service.book({
    bookingId,
    merchant,
    serviceCode,
    version,
    vin,
    bay,
    start,
    paymentId: `pay-${visitId}`,
    lots,
    ...(programId !== undefined && { benefits: { programId } }),
  });
  await owner.service.arrive({ bookingId, nonceHash: hash(nonce) });
  await shop.service.checkIn({
    bookingId,
    nonce,
    odometer: { value: km, unit: 'km' },
    photoHash: hash(`photo of ${visitId}`),
  });
  await shop.service.begin({ bookingId });
  const done = {
    recordId: `SR-${visitId}`,
    odometer: { value: km, unit: 'km' as const },
    work: [{ code: serviceCode, says: work, minutes: 15 }],
  };
  await shop.service.complete({
    bookingId,
    report: { ...done, materials: [], parts: [], troubleCodes: [], photos: [] },
  });
  const { status } = await owner.service.accept({ bookingId });
  return `${money.show(offer.price)} is ${status}`;
}

/** The next quarter of an hour, as the wall clock of a merchant on UTC shows it. */
const nextQuarter = (): string =>
  new Date(Math.ceil((Date.now() + 30_000) / 900_000) * 900_000).toISOString().slice(0, 16);
