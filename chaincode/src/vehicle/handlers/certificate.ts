import { z } from 'zod';
import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import { openLiens } from '../rules/lien';
import { CertificateContent } from '../records/certificate';
import type { Odometer } from '../records/odometer';
import { type Reader } from '../records/view';
import { ANYBODY, accidentSeen, brandsSeen, judgementSeen, liensSeen, readingSeen, recallSeen } from '../rules/view';
import type { ReadTx } from '../tables';

/** Of each section a certificate holds at most so many. */
const MANY = { size: 100 };

/** The certificate as of now, or in the form of before, which said all of the record: listings that rest on one have its hash. */
export async function certificateOf(tx: ReadTx, vin: string, form: 'present' | 'former' = 'present') {
  const by: Reader = form === 'former' ? { ...ANYBODY, all: true } : ANYBODY;
  const vehicle = await tx.vehicles.get(vin);
  const readings = await tx.readings.listBy('time', [vin], MANY);
  const recalled = await tx.recalledVehicles.list(MANY, vin);
  const content = {
    vin,
    issuedAt: tx.now,
    status: vehicle.status,
    stolen: vehicle.status === 'stolen',
    owners: vehicle.owners,
    odometer: judged(await tx.odometers.find(vin), by),
    readings: readings.items.map((one) => readingSeen(one, by)),
    readingsOmitted: readings.next !== undefined,
    brands: brandsSeen(vehicle, by),
    accidents: (await tx.accidents.list(MANY, vin)).items.map((one) => accidentSeen(one, by)),
    openRecalls: recalled.items.filter(({ completedAt }) => completedAt === undefined).map((one) => recallSeen(one, by)),
    openLiens: liensSeen({ liens: openLiens(vehicle) }, by),
    inspections: (await tx.inspections.list(MANY, vin)).items,
  };
  return { content, hash: sha256(canonical(z.encode(CertificateContent, content))) };
}

export function judged(odometer: Odometer | undefined, reader: Reader) {
  if (!odometer) return undefined;
  const { verdict, suspectBlocker, suspectClone, readings, last } = odometer;
  return judgementSeen({ verdict, suspectBlocker, suspectClone, readings, last }, reader);
}
