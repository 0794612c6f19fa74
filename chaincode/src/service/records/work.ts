import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, line, member, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { uri } from '../../words/uri';
import { flag } from '../../part/records/part';
import { unit } from '../../words/unit';
import { vin } from '../../words/vin';

export const Work = z.strictObject({ code: id, says: line(120), minutes: count(10_000) });

/** Grams, millilitres or pieces: whole numbers of the smallest unit. */
const Material = z.strictObject({
  name: line(80),
  brand: line(60).optional(),
  gtin: z
    .string()
    .regex(/^\d{8}(\d{4,6})?$/, 'must be a GTIN of 8, 12, 13 or 14 digits')
    .optional(),
  lot: line(40).optional(),
  quantity: count(1_000_000_000, 1),
  uom: z.enum(['g', 'ml', 'piece']),
});

/** One part for another. EPCs as in room part. */
export const Exchange = z.strictObject({
  removed: uri.optional(),
  fitted: uri,
  partNumber: line(40),
  isPartCausal: z.boolean().optional().meta({ description: 'whether the old part was the cause' }),
});

/**
 * What room part knows of a fitted part: commissioned by its maker and never seen where it could not be, or
 * not.
 */
export const genuineness = z.enum(['genuine', 'suspect', 'unknown']);

/** What was done to a vehicle. Written once, part of its history. */
export const ServiceRecord = z.strictObject({
  vin,
  recordId: id,
  bookingId: id,
  merchant: member,
  bay: id,
  technician: member,
  startedAt: instant,
  endedAt: instant,
  odometer: z.strictObject({ value: count(9_999_999), unit }),
  work: z.array(Work).min(1).max(50),
  materials: z.array(Material).max(50),
  parts: z.array(Exchange.extend({ genuineness, flags: z.array(flag).max(7) })).max(20),
  troubleCodes: z
    .array(
      z
        .string()
        .regex(/^[PCBU][0-9A-F]{4}$/, 'must be a trouble code like P0301')
        .meta({ examples: ['P0301'] }),
    )
    .max(50),
  photos: z.array(sha256Hex).max(20),
  next: z.strictObject({ on: day.optional(), km: count(9_999_999).optional() }).optional(),
  warranty: z.strictObject({ until: instant, untilValue: count(19_999_999) }).meta({
    description: 'exclusive end, and the highest odometer value in the unit of the record',
  }),
});
export type ServiceRecord = z.output<typeof ServiceRecord>;
export const serviceRecords = table({
  kind: 'service-record',
  v: 1,
  schema: ServiceRecord,
  id: (record) => [record.vin, record.recordId],
  indexes: { byTime: (record) => [record.vin, record.endedAt] },
});

/** What a merchant reports; the rest is known. */
export const Report = ServiceRecord.pick({
  recordId: true,
  odometer: true,
  work: true,
  materials: true,
  troubleCodes: true,
  photos: true,
  next: true,
}).extend({ parts: z.array(Exchange).max(20) });
export type Report = z.output<typeof Report>;
