import {
  accidentSeen,
  coverageOf,
  liensSeen,
  odometerSeen,
  readerOf,
  readingSeen,
  recallSeen,
  signsOf,
  standingSeen,
  titleSeen,
} from '../vehicle/door';
import type { z } from 'zod';
import { earlierOf } from '../kit/value/time';
import { partsIn } from '../part/door';
import type { Vehicle } from '../vehicle/records/vehicle';
import { type Reader, type SeenReading } from '../vehicle/records/view';
import { recordSeen } from '../service/door';
import { type SeenRecord } from '../service/records/view';
import type { Reading, tables } from './tables';
import type { Handlers } from '../kit/implement';
import { MOST_PARTS, type trustApi } from './api';

type Shown = z.infer<typeof SeenReading>;

/** Parts of the chain that an answer holds at most. */
const FEW = { size: 20 };
const MANY = { size: 100 };

/** Each section reads its own tables; a new room adds its line here and its view in trust.ts. */
export const trustHandlers: Handlers<typeof trustApi, typeof tables> = {
  async read(tx, { vin }) {
    const vehicle = await tx.vehicles.get(vin);
    const reader = await readerOf(tx, vin);
    const { items } = await tx.readings.listBy('time', [vin], MANY);
    const readings = items.map((one) => readingSeen(one, reader));
    return {
      vin,
      at: tx.now,
      institutional: await institutional(tx, vehicle, reader),
      technical: await technical(tx, vin, readings, reader),
      economic: await economic(tx, vehicle, readings, reader),
    };
  },
};

async function institutional(tx: Reading, vehicle: Vehicle, reader: Reader) {
  const { vin } = vehicle;
  const { items, ...more } = await tx.policies.listBy('byVin', [vin], FEW);
  const cover = items.map(({ insurer, status, startsAt, endsAt }) =>
    reader.all || reader.is(insurer) ? { insurer, status, startsAt, endsAt } : { status },
  );
  const inspections = await tx.inspections.list(FEW, vin);
  const odometer = await tx.odometers.find(vin);
  const signs = signsOf(vehicle, { inspections: (await tx.inspections.list(MANY, vin)).items, odometer });
  return {
    title: { ...standingSeen(vehicle, reader), ...(signs.length > 0 && { signs }) },
    liens: liensSeen(vehicle, reader),
    cover: { items: cover, ...more },
    inspections,
  };
}

async function technical(tx: Reading, vin: string, readings: readonly Shown[], reader: Reader) {
  const birth = await tx.births.find(vin);
  return {
    birth,
    parts: await fitted(tx, birth?.epc),
    odometer: odometerSeen(await tx.odometers.find(vin), reader),
    recalls: mapped(await tx.recalledVehicles.list(FEW, vin), (one) => recallSeen(one, reader)),
    accidents: mapped(await tx.accidents.list(FEW, vin), (one) => accidentSeen(one, reader)),
    accidentCoverage: await coverage(tx, vin),
    service: readings.filter(({ source }) => source === 'service'),
    work: await serviced(tx, vin, reader),
  };
}

/** Quotes that nobody took cover nothing; what was cancelled covered until then. */
async function coverage(tx: Reading, vin: string) {
  const { items, next } = await tx.accidents.list(MANY, vin);
  const policies = await tx.policies.listBy('byVin', [vin], MANY);
  const covers = policies.items.flatMap(({ boundAt, startsAt, endsAt, cancelledAt }) =>
    boundAt === undefined ? [] : [{ from: startsAt, until: earlierOf(endsAt, cancelledAt ?? endsAt) }],
  );
  return coverageOf(items, covers, { now: tx.now, more: next !== undefined || policies.next !== undefined });
}

/** What merchants did to it, each service in a line. */
async function serviced(tx: Reading, vin: string, reader: Reader) {
  const { items, ...more } = await tx.serviceRecords.listBy('byTime', [vin], FEW);
  const seen = items.map((one): SeenRecord => recordSeen(one, reader));
  const lines = seen.map(({ recordId, merchant, endedAt, odometer, warranty, work, parts }) => ({
    ...{ merchant, endedAt, odometer, warranty, ...(recordId !== undefined && { recordId }) },
    work: work.map(({ code }) => code),
    parts: parts.map(({ fitted: epc, genuineness }) => ({ fitted: epc, genuineness })),
  }));
  return { items: lines, ...more };
}

async function economic(tx: Reading, { vin }: Vehicle, readings: readonly Shown[], reader: Reader) {
  const odometer = await tx.odometers.find(vin);
  const { items, ...more } = await tx.loans.listBy('vehicle', [vin], FEW);
  return {
    loans: {
      items: items
        .filter(({ lender }) => reader.all || reader.is(lender))
        .map(({ loanId, lender, status }) => ({ loanId, lender, status })),
      ...more,
    },
    usage: { readings: odometer?.readings ?? 0, first: readings[0], last: readings.at(-1) },
    trades: mapped(await tx.titles.list(FEW, vin), (one) => titleSeen(one, reader)),
  };
}

/** What the part room knows to be in the vehicle. */
async function fitted(tx: Reading, epc: string | undefined) {
  if (epc === undefined) return { items: [], truncated: false };
  const { links, truncated } = await partsIn(tx, epc, { depth: 8, links: MOST_PARTS });
  const items = [];
  for (const { id, of, depth, how } of links) {
    const flags = (await tx.parts.find(id))?.flags.map(({ flag }) => flag) ?? [];
    items.push({ epc: id, of, depth, how, flags });
  }
  return { items, truncated };
}

const mapped = <T, R>({ items, ...more }: { items: readonly T[]; next?: string }, show: (one: T) => R) => ({
  items: items.map(show),
  ...more,
});
