import { z } from 'zod';
import { positiveMoney } from '../../kit/value/money';
import { table } from '../../kit/table';
import { count, id, line, member, ppm } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { category } from '../../words/category';
import { capability } from './requirement';

/**
 * What the customer gets back of what was paid, by how long before the start it is cancelled; below the last
 * row nothing.
 */
export const CancelPolicy = z.strictObject({
  rows: z.array(z.strictObject({ hoursBefore: count(8_760), refundPpm: ppm() })).max(10),
  compensationPpm: ppm().meta({
    description: 'of the price, from the bond, when the merchant cancels or does not appear',
  }),
});
export type CancelPolicy = z.output<typeof CancelPolicy>;

export const vehicleClass = z.enum(['car', 'van', 'truck', 'bus', 'motorcycle']);
export type VehicleClass = z.output<typeof vehicleClass>;

export const Warranty = z.strictObject({ days: count(3_650), km: count(1_000_000) });

/** One version of a service. Bookings keep the version they were made with. */
export const Service = z.strictObject({
  merchant: member,
  serviceCode: id,
  version: count(10_000, 1),
  names: z
    .array(z.strictObject({ language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), text: line(80) }))
    .min(1)
    .max(20),
  category,
  needs: capability.optional().meta({ description: 'capability beyond accept_payments that it takes' }),
  vehicleClasses: z.array(vehicleClass).min(1).max(5),
  durationMin: count(10_080, 15).meta({ description: 'of work, up to seven days' }),
  bufferMin: count(240).meta({ description: 'minutes that the bay stays free afterwards' }),
  price: positiveMoney,
  depositPpm: count(1_000_000, 1)
    .optional()
    .meta({
      description:
        'share of the price that waits in escrow from the confirmation on, the rest is paid at acceptance; ' +
        'the whole if not given',
    }),
  materials: z.array(z.strictObject({ name: line(80), brand: line(60).optional() })).max(20),
  warranty: Warranty,
  cancelPolicy: CancelPolicy,
  graceMinutes: count(240, 1).optional().meta({
    description:
      'how long either side waits for the other at the start, before it has not come; 30 if not given',
  }),
  publishedAt: instant,
  withdrawnAt: instant.optional(),
});
export type Service = z.output<typeof Service>;
export const services = table({
  kind: 'merchant-service',
  v: 1,
  schema: Service,
  id: ({ merchant, serviceCode, version }) => [merchant, serviceCode, `${version}`.padStart(5, '0')],
});
export const serviceKey = (merchant: string, serviceCode: string, version: number) => [
  merchant,
  serviceCode,
  `${version}`.padStart(5, '0'),
];

/** Which version is sold now. */
export const Head = z.strictObject({
  merchant: member,
  serviceCode: id,
  version: count(10_000, 1),
  withdrawn: z.boolean(),
});
export const heads = table({
  kind: 'merchant-service-head',
  v: 1,
  schema: Head,
  id: (head) => [head.merchant, head.serviceCode],
});
