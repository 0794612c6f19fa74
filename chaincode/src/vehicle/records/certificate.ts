import { z } from 'zod';
import { count, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { vehicleStatus } from './status';
import { Odometer } from './odometer';
import { Inspection } from './inspection';
import { SeenAccident, SeenReading, SeenRecall, SeenVehicle } from './view';

export const Judged = Odometer.pick({
  verdict: true,
  suspectBlocker: true,
  suspectClone: true,
  readings: true,
  last: true,
});

/**
 * What a seller hands over: the facts a buyer must know, the same to whoever reads it, and the hash of their
 * canonical form (RFC 8785, SHA-256).
 */
export const CertificateContent = z.strictObject({
  vin,
  issuedAt: instant,
  status: vehicleStatus,
  stolen: z.boolean(),
  owners: count(1000),
  odometer: Judged.optional(),
  readings: z.array(SeenReading).max(100),
  readingsOmitted: z.boolean(),
  brands: SeenVehicle.shape.brands,
  accidents: z.array(SeenAccident).max(100),
  openRecalls: z.array(SeenRecall).max(100),
  openLiens: SeenVehicle.shape.liens,
  inspections: z.array(Inspection).max(100),
  signs: SeenVehicle.shape.signs,
});
export const SaleCertificate = z.strictObject({ content: CertificateContent, hash: sha256Hex });
