import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { id, nonce, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone, people } from '../../words/role';
import { partErrors } from '../../part/errors';
import { partEvents } from '../../part/events';
import { vehicleEvents } from '../../vehicle/events';
import { vin } from '../../words/vin';
import { ofBooking, changed } from './shape';
import { serviceErrors as errors } from '../errors';
import { serviceEvents as events } from '../events';
import { Booking, odometerShown, stage, onBooking } from '../records/booking';
import { SeenRecord } from '../records/view';
import { bookingLife } from '../life';
import { serviceRecords, Report, ServiceRecord } from '../records/work';

/** From the arrival to the record. */
export const workOperations = {
  arrive: submit({
    says: 'Say, as the customer, that the vehicle is there: the hash of a code that the phone then shows.',
    by: people,
    request: ofBooking.extend({ nonceHash: sha256Hex }),
    on: onBooking,
    step: bookingLife.arrive,
    response: Booking,
    errors: [errors.ARRIVAL_EARLY],
    events: changed,
  }),
  checkIn: submit({
    says:
      'Take the vehicle in, with the code scanned from the customer and the odometer with the hash of its ' +
      'photo.',
    by: people,
    request: ofBooking.extend({
      nonce,
      odometer: odometerShown,
      photoHash: sha256Hex,
    }),
    on: onBooking,
    step: bookingLife.checkIn,
    response: Booking,
    errors: [errors.NOT_ARRIVED, errors.NONCE_WRONG],
    events: changed,
  }),
  begin: submit({
    says: 'Begin the work.',
    by: people,
    request: ofBooking.extend({ readyAt: instant.optional() }),
    on: onBooking,
    step: bookingLife.begin,
    response: Booking,
    events: changed,
  }),
  report: submit({
    says: 'Report the stage of the work and when it will be ready.',
    by: people,
    request: ofBooking.extend({ stage, readyAt: instant.optional() }),
    on: onBooking,
    step: bookingLife.report,
    response: Booking,
    events: [events.ProgressReported],
  }),
  complete: submit({
    says:
      'Finish the work: the record goes into the history of the vehicle, its odometer and the chains of ' +
      'its parts.',
    by: people,
    request: ofBooking.extend({ report: Report }),
    on: onBooking,
    step: bookingLife.complete,
    answered: ({ recordId }, { report }) => recordId === report.recordId,
    response: z.strictObject({ booking: Booking, record: ServiceRecord }),
    errors: [
      errors.ODOMETER_LOWER,
      partErrors.PART_BLOCKED,
      partErrors.NOT_IN_CUSTODY,
      partErrors.PARENT_IN_ITSELF,
      partErrors.CHECK_DIGIT_WRONG,
    ],
    events: [
      events.BookingChanged,
      events.ServiceRecorded,
      vehicleEvents.OdometerRead,
      partEvents.EventCaptured,
      partEvents.PartFlagged,
      events.WorkClaimed,
    ],
  }),
  readRecord: evaluate({
    says: 'Read a service record: what was done, by whom and on which day, or all of it as for the vehicle.',
    by: everyone,
    request: z.strictObject({ vin, recordId: id }),
    on: ({ vin: repaired, recordId }) => serviceRecords.at(repaired, recordId),
    response: SeenRecord,
  }),
  listRecords: evaluate({
    says: 'List the service records of a vehicle by time.',
    by: everyone,
    request: page.extend({ vin }),
    response: pageOf(SeenRecord),
  }),
};
