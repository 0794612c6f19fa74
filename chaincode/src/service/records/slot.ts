import { z } from 'zod';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { localTime } from '../../kit/value/zone';

/**
 * A quarter of an hour of one bay. The key is the fact: whoever writes it has the time, and two cannot
 * (MVCC).
 */
export const Slot = z.strictObject({
  merchant: member,
  bay: id,
  startsAt: instant,
  bookingId: id,
  heldUntil: instant
    .optional()
    .meta({ description: 'exclusive; free again 20 seconds after. Absent once confirmed' }),
  freedAt: instant
    .optional()
    .meta({ description: 'since when it is free again; those who waited then come first' }),
  serviceCode: id.optional().meta({ description: 'of the booking' }),
  local: localTime.shape.local
    .optional()
    .meta({ description: 'start of the booking on the clocks of the merchant' }),
});
export type Slot = z.output<typeof Slot>;
export const slots = table({
  kind: 'slot',
  v: 1,
  schema: Slot,
  id: (slot) => [slot.merchant, slot.bay, slot.startsAt],
});
