import { z } from 'zod';
import { canonical } from '../kit/json';
import { sha256 } from '../kit/rows';
import { canonicalLink } from '../part/link';
import { traceFrom } from '../part/trace';
import { openLiens } from './lien';
import type { Odometer, Reading as OdometerReading } from './odometer';
import type { Vehicle } from './records';
import type { Reading, Wiring } from './tables';
import { CertificateContent, type trustOperations } from './trust';

/** Parts of the chain that an answer holds at most. */
const FEW = { size: 20 };
const MANY = { size: 100 };

/** Each section reads its own tables; a new room adds its line here and its view in trust.ts. */
export const trustWiring: Wiring<typeof trustOperations> = {
  async trust(tx, { vin }) {
    const vehicle = await tx.vehicles.get(vin);
    const { items: readings } = await tx.readings.listBy('time', [vin], MANY);
    return {
      vin,
      at: tx.now,
      institutional: await institutional(tx, vehicle),
      technical: await technical(tx, vin, readings),
      economic: await economic(tx, vehicle, readings),
    };
  },
  async readCertificate(tx, { vin }) {
    const vehicle = await tx.vehicles.get(vin);
    const readings = await tx.readings.listBy('time', [vin], MANY);
    const recalled = await tx.recalledVehicles.list(MANY, vin);
    const content = {
      vin,
      issuedAt: tx.now,
      status: vehicle.status,
      stolen: vehicle.status === 'stolen',
      owners: vehicle.owners,
      odometer: judged(await tx.odometers.find(vin)),
      readings: readings.items,
      readingsOmitted: readings.next !== undefined,
      brands: vehicle.brands,
      accidents: (await tx.accidents.list(MANY, vin)).items,
      openRecalls: recalled.items.filter(({ completedAt }) => completedAt === undefined),
      openLiens: openLiens(vehicle),
      inspections: (await tx.inspections.list(MANY, vin)).items,
    };
    return { content, hash: sha256(canonical(z.encode(CertificateContent, content))) };
  },
};

async function institutional(tx: Reading, vehicle: Vehicle) {
  const { status, owner, ownerSince, owners, brands, theft, repossession, exportedTo, destruction, liens, vin } = vehicle;
  const { items, ...more } = await tx.policies.listBy('byVin', [vin], FEW);
  const cover = items.map(({ insurer, status: standing, startsAt, endsAt }) => ({ insurer, status: standing, startsAt, endsAt }));
  return {
    title: { status, owner, ownerSince, owners, brands, theft, repossession, exportedTo, destruction },
    liens,
    cover: { items: cover, ...more },
    inspections: await tx.inspections.list(FEW, vin),
  };
}

async function technical(tx: Reading, vin: string, readings: readonly OdometerReading[]) {
  const birth = await tx.births.find(vin);
  return {
    birth,
    parts: await fitted(tx, birth?.epc),
    odometer: judged(await tx.odometers.find(vin)),
    recalls: await tx.recalledVehicles.list(FEW, vin),
    accidents: await tx.accidents.list(FEW, vin),
    service: readings.filter(({ source }) => source === 'service'),
    work: await serviced(tx, vin),
  };
}

/** What merchants did to it, each service in a line. */
async function serviced(tx: Reading, vin: string) {
  const { items, ...more } = await tx.serviceRecords.listBy('byTime', [vin], FEW);
  const lines = items.map(({ recordId, merchant, endedAt, odometer, warranty, work, parts }) => ({
    ...{ recordId, merchant, endedAt, odometer, warranty },
    work: work.map(({ code }) => code),
    parts: parts.map(({ fitted: epc, genuineness }) => ({ fitted: epc, genuineness })),
  }));
  return { items: lines, ...more };
}

async function economic(tx: Reading, { vin }: Vehicle, readings: readonly OdometerReading[]) {
  const odometer = await tx.odometers.find(vin);
  const { items, ...more } = await tx.loans.listBy('vehicle', [vin], FEW);
  return {
    loans: { items: items.map(({ loanId, lender, status }) => ({ loanId, lender, status })), ...more },
    usage: { readings: odometer?.readings ?? 0, first: readings[0], last: readings.at(-1) },
    trades: await tx.titles.list(FEW, vin),
  };
}

/** What the part room knows to be in the vehicle. */
async function fitted(tx: Reading, epc: string | undefined) {
  if (epc === undefined) return { items: [], truncated: false };
  const reader = {
    part: (one: string) => tx.parts.find(one),
    event: (hash: string) => tx.events.find(hash),
    lotUses: async (lot: string) => (await tx.lotUses.list(MANY, lot)).items,
  };
  const { links, truncated } = await traceFrom(reader, canonicalLink(epc), { depth: 3, links: 100 });
  const items = [];
  for (const { id, of, depth, how } of links) {
    const flags = (await tx.parts.find(id))?.flags.map(({ flag }) => flag) ?? [];
    items.push({ epc: id, of, depth, how, flags });
  }
  return { items, truncated };
}

const judged = (odometer: Odometer | undefined) =>
  odometer && {
    verdict: odometer.verdict,
    suspectBlocker: odometer.suspectBlocker,
    suspectClone: odometer.suspectClone,
    readings: odometer.readings,
    last: odometer.last,
  };
