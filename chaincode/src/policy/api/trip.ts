import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { count, id, org } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { agreement } from '../rules/reconciliation';
import { policyErrors as no } from '../errors';
import { policyEvents as told } from '../events';
import { signature } from '../records/policy';
import { rolled } from '../rules/rolling';
import { trip, tripDigest } from '../records/trip';

const one = z.strictObject({ policyId: id, tripId: id });
const parties = ['insurer', 'owner', 'auditor', 'registrar'] as const;

/** Single trips, signed by the car, and the score of the last seven days that follows from them. */
export const tripOperations = {
  reportTrip: submit({
    says: 'Report a trip as the car signed it; reported again, by either side, it stays one.',
    by: ['insurer', 'owner'],
    request: z.strictObject({ trip: tripDigest, signature }),
    response: trip,
    errors: [no.NOT_BY_DISTANCE, no.TRIP_AHEAD, no.TRIP_OUTSIDE, no.DIGEST_MEASURES_IMPOSSIBLE, no.DIGEST_SIGNATURE_WRONG],
    events: [told.TripReported],
    many: 100,
  }),
  disputeTrip: submit({
    says: 'Say that the driver was a passenger on a trip. It counts until the insurer agrees.',
    by: ['owner'],
    request: one,
    response: trip,
    events: [told.TripDisputed],
  }),
  answerTrip: submit({
    says: 'Agree that a disputed trip was as a passenger, so that it does not count; or uphold it.',
    by: ['insurer'],
    request: z.strictObject({ ...one.shape, agreed: z.boolean() }),
    response: trip,
    events: [told.TripAnswered],
    many: 100,
  }),
  readTrip: evaluate({ says: 'Read a trip.', by: parties, request: one, response: trip }),
  listTrips: evaluate({
    says: 'List the trips of a policy in order of time, of one day or of all.',
    by: parties,
    request: z.strictObject({ policyId: id, on: day.optional(), page }),
    response: pageOf(trip),
  }),
  readScore: evaluate({
    says: 'Read the score of the seven days before a moment, now if none is given, with every weight and point.',
    by: parties,
    request: z.strictObject({ policyId: id, at: instant.optional() }),
    response: rolled,
    errors: [no.TRIPS_UNWEIGHTED],
  }),
  computeScore: evaluate({
    says: 'Compute the score of any trips under any tariff; changes nothing.',
    by: everyone,
    request: z.strictObject({
      insurer: org,
      tariffId: id,
      tariffVersion: count(9999, 1),
      at: instant,
      trips: z.array(tripDigest).max(1000),
    }),
    response: rolled,
    errors: [no.TRIPS_UNWEIGHTED],
  }),
  compareMonth: evaluate({
    says: 'Compare a month that was billed with the sum of its trips.',
    by: parties,
    request: z.strictObject({ policyId: id, month: count(12, 1) }),
    response: agreement,
  }),
} as const;
