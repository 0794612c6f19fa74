import { z } from 'zod';
import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';
import { signsOf } from '../rules/report/sign';
import { openLiens } from '../rules/lien';
import { CertificateContent } from '../records/certificate';
import { type Reader } from '../records/view';
import {
  ANYBODY,
  accidentSeen,
  brandsSeen,
  liensSeen,
  readingSeen,
  recallSeen,
  odometerSeen,
} from '../rules/view';
import type { TxOf } from '../../kit/tx';
import { odometers, readings } from '../records/odometer';
import { recalledVehicles } from '../records/recall';
import { accidents } from '../records/accident';
import { inspections } from '../records/inspection';
import { vehicles } from '../records/vehicle';

/** The records of which a certificate is made, for a room that asks for one. */
export const certificateTables = { vehicles, odometers, readings, recalledVehicles, accidents, inspections };

/** Of each section a certificate holds at most so many. */
const MANY = { size: 100 };

/**
 * The certificate as of now, or in the form of before, which said all of the record: listings that rest on
 * one have its hash.
 */
export async function certificateOf(
  tx: TxOf<'evaluate', typeof certificateTables>,
  vin: string,
  form: 'present' | 'former' = 'present',
) {
  const by: Reader = form === 'former' ? { ...ANYBODY, all: true } : ANYBODY;
  const vehicle = await tx.vehicles.get(vin);
  const read = await tx.readings.listBy('time', [vin], MANY);
  const recalled = await tx.recalledVehicles.list(MANY, vin);
  const odometer = await tx.odometers.find(vin);
  const { items: inspections } = await tx.inspections.list(MANY, vin);
  const signs = signsOf(vehicle, { inspections, odometer });
  const content = {
    vin,
    issuedAt: tx.now,
    status: vehicle.status,
    stolen: vehicle.status === 'stolen',
    owners: vehicle.owners,
    odometer: odometerSeen(odometer, by),
    readings: read.items.map((one) => readingSeen(one, by)),
    readingsOmitted: read.next !== undefined,
    brands: brandsSeen(vehicle, by),
    accidents: (await tx.accidents.list(MANY, vin)).items.map((one) => accidentSeen(one, by)),
    openRecalls: recalled.items
      .filter(({ completedAt }) => completedAt === undefined)
      .map((one) => recallSeen(one, by)),
    openLiens: liensSeen({ liens: openLiens(vehicle) }, by),
    inspections,
    ...(signs.length > 0 && { signs }),
  };
  return { content, hash: sha256(canonical(z.encode(CertificateContent, content))) };
}
