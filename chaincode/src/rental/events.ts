import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { id } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { vin } from '../words/vin';
import { carStatus } from './records/car';
import { rentalStatus } from './records/rental';

/**
 * Facts about rentals. When somebody drives where is personal; told are the car, the step and what is due.
 */
export const rentalEvents = defineEvents({
  CarOffered: z.strictObject({ vin, status: carStatus }),
  CarBlocked: z.strictObject({ vin, blockId: id, from: instant }),
  CarUnblocked: z.strictObject({ vin, blockId: id, from: instant }),
  RentalChanged: z.strictObject({ rentalId: id, vin, status: rentalStatus, due: instant }),
});
