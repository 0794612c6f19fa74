import { createHash } from 'node:crypto';
import { voteOn } from '../../../stories/ballots';
import { eur } from '../../../stories/terms';
import { plateTag } from '@roadbook/chaincode/api';
import { attemptsOf, type Cast, inOrder } from '../cast';
import { lotsFor } from './payments';
import { numbers, poolOf, type Row, rowOf } from '../row';

const DAY_MS = 86_400_000;
const BAYS = 50;
/** From 06:00 to 22:00, an hour of work and a quarter to clean: so many a day and bay. */
const [OPENS, STEP_MIN, TIMES] = [6 * 60, 75, 12] as const;
const service = {
  serviceCode: 'wash',
  names: [{ language: 'en', text: 'Wash and wax' }],
  category: '7542',
  vehicleClasses: ['car' as const],
  ...{
    durationMin: 60,
    bufferMin: 15,
    price: eur(2_000),
    materials: [{ name: 'Wax' }],
    warranty: { days: 30, km: 1_000 },
  },
  cancelPolicy: { rows: [{ hoursBefore: 24, refundPpm: 1_000_000 }], compensationPpm: 100_000 },
};
const later = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

/**
 * The merchant of the cast comes in, is voted for, and opens its shop; a ledger that knows it already is left
 * as it is.
 */
export async function openShop(cast: Cast): Promise<void> {
  const { merchant, registrar, plant, lender, insurer, mark } = cast;
  const whom = { merchant: merchant.caller };
  const known = await merchant.merchant.read(whom).catch(() => undefined);
  if (known?.merchant.bondId) return;
  await merchant.merchant.apply({
    businessName: 'Wash and more',
    category: '7542',
    requested: ['accept_payments', 'payouts', 'issue_coupons'],
  });
  const currentlyDue = (await merchant.merchant.read(whom)).requirements?.currentlyDue ?? [];
  const documentHash = createHash('sha256').update(mark).digest('hex');
  for (const requirement of currentlyDue) await merchant.merchant.prove({ requirement, documentHash });
  await merchant.merchant.sendIn({});
  for (const requirement of currentlyDue) await registrar.merchant.verify({ ...whom, requirement });
  const vote = {
    voters: ['manufacturer', 'lender'],
    quorum: 2,
    until: later(7),
    openUntil: later(9),
    conflicts: [],
  };
  await registrar.merchant.openReview({ ...whom, ...vote });
  await voteOn(merchant.caller, [
    ['manufacturer', plant, 'yes'],
    ['lender', lender, 'yes'],
  ]);
  await insurer.merchant.tick(whom);
  await merchant.merchant.activate({});
  const offsets = [{ until: later(1_000), offsetMinutes: 0 }];
  await registrar.merchant.publishZone({ zone: 'Etc/UTC', from: '2026-01-01T00:00:00.000Z', offsets });
  const week = numbers(7).map((at) => ({ weekday: at + 1, from: '06:00', until: '22:00' }));
  await merchant.merchant.setHours({
    ...whom,
    zone: 'Etc/UTC',
    bays: numbers(BAYS).map((bay) => `B${bay}`),
    week,
    closedOn: [],
  });
  await merchant.merchant.publishService({ ...whom, ...service, version: 1 });
  const lots = await lotsFor({ ...cast, mark: `${mark}-B` }, [merchant.caller]);
  await merchant.merchant.postBond({
    bondId: `${mark}-bond`,
    paymentId: `${mark}-bond`,
    amount: eur(50_000),
    until: later(900),
    lots,
  });
}

/** Bookings of free slots, each with its price going into escrow in the same transaction. */
export async function bookingRows(cast: Cast, vins: readonly string[]): Promise<Row[]> {
  const { owner, registrar, merchant, mark, inFlight } = cast;
  await inOrder(cast, openShop);
  const vin = vins.at(-1) ?? '';
  const tag = plateTag(Buffer.from('the registrar keeps this key'), 'DE', `RB ${mark}`);
  await registrar.vehicle.register({
    vin,
    registrationId: `${mark}-R`,
    owner: owner.caller,
    jurisdiction: 'DE',
    plateTag: tag,
  });
  const money = await lotsFor(
    { ...cast, mark: `${mark}-S` },
    numbers(inFlight * 2).map(() => owner.caller),
  );
  const lots = poolOf(money);
  // Runs on one ledger begin on different days, so that they do not ask for the same slots.
  const firstDay = 2 + (Math.floor(Date.now() / 1000) % 300);
  let count = 0;
  const start = (n: number) => {
    const minute = OPENS + STEP_MIN * (Math.floor(n / BAYS) % TIMES);
    const clock = new Date(minute * 60_000).toISOString().slice(11, 16);
    return {
      bay: `B${n % BAYS}`,
      start: { local: `${later(firstDay + Math.floor(n / BAYS / TIMES)).slice(0, 10)}T${clock}` },
    };
  };
  const act = () =>
    lots.use(1, async (taken) => {
      const n = count++;
      const paymentId = `${mark}-W${n}`;
      const asked = {
        bookingId: `${mark}-K${n}`,
        merchant: merchant.caller,
        serviceCode: service.serviceCode,
        version: 1,
        vin,
      };
      const booked = await owner.service.book({ ...asked, ...start(n), paymentId, lots: [...taken] });
      return { next: [`${paymentId}:1`], answer: attemptsOf(booked) };
    });
  return [
    rowOf({
      name: 'book',
      says: 'book a slot at a car wash, price into escrow',
      sort: 'other',
      inFlight,
      act,
    }),
  ];
}
