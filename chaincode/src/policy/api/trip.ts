import { z } from 'zod';
import { evaluate, pageOf, submit, paged } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { everyone } from '../../words/role';
import { policyErrors as errors } from '../errors';
import { policyEvents as events } from '../events';
import { tripLife } from '../life';
import { monthAt, signature } from '../records/month';
import { onPolicy } from '../records/policy';
import { tariffAt, tariffOf } from '../records/tariff';
import { reconciliation, rolled, trip, tripDigest, trips } from '../records/trip';
import { monthNamed, policyNamed, readerRoles, readers, tariffNamed } from './common';

const named = policyNamed.extend({ tripId: id });

/** Single trips, signed by the car, and the score of the last seven days that follows from them. */
export const tripOperations = {
  reportTrip: submit({
    says: 'Report a trip as the car signed it; reported again, by either side, it stays one.',
    by: ['insurer', 'owner'],
    request: z.strictObject({ trip: tripDigest, signature }),
    on: ({ trip: { policyId } }) => onPolicy({ policyId }),
    sides: ['policyholder', 'insurer'],
    loads: ({ trip: { policyId, tripId } }) => ({ known: maybe(trips.at(policyId, tripId)) }),
    response: trip,
    errors: [
      errors.NOT_BY_DISTANCE,
      errors.TRIP_AHEAD,
      errors.TRIP_OUTSIDE,
      errors.DIGEST_MEASURES_IMPOSSIBLE,
      errors.DIGEST_SIGNATURE_WRONG,
    ],
    events: [events.TripReported],
    many: 100,
  }),
  disputeTrip: submit({
    says: 'Say that the driver was a passenger on a trip. It counts until the insurer agrees.',
    by: ['owner'],
    request: named,
    on: onPolicy,
    sides: ['policyholder'],
    takes: [tripLife.dispute],
    loads: ({ policyId, tripId }) => ({ counted: trips.at(policyId, tripId) }),
    response: trip,
    events: [events.TripDisputed],
  }),
  answerTrip: submit({
    says: 'Agree that a disputed trip was as a passenger, so that it does not count; or uphold it.',
    by: ['insurer'],
    request: named.extend({ agreed: z.boolean() }),
    on: ({ policyId, tripId }) => trips.at(policyId, tripId),
    step: tripLife.answer,
    response: trip,
    events: [events.TripAnswered],
    many: 100,
  }),
  readTrip: evaluate({
    says: 'Read a trip.',
    by: readerRoles,
    request: named,
    on: onPolicy,
    sides: readers,
    loads: ({ policyId, tripId }) => ({ found: trips.at(policyId, tripId) }),
    response: trip,
  }),
  listTrips: evaluate({
    says: 'List the trips of a policy in order of time, of one day or of all.',
    by: readerRoles,
    request: policyNamed.extend({ on: day.optional(), ...paged }),
    on: onPolicy,
    sides: readers,
    response: pageOf(trip),
  }),
  readScore: evaluate({
    says:
      'Read the score of the seven days before a moment, now if none is given, with every weight and ' +
      'point.',
    by: readerRoles,
    request: policyNamed.extend({ at: instant.optional() }),
    on: onPolicy,
    sides: readers,
    loads: (_request, policy) => ({ tariff: tariffOf(policy) }),
    response: rolled,
    errors: [errors.TRIPS_UNWEIGHTED],
  }),
  computeScore: evaluate({
    says: 'Compute the score of any trips under any tariff; changes nothing.',
    by: everyone,
    request: tariffNamed.extend({ at: instant, trips: z.array(tripDigest).max(1000) }),
    on: ({ insurer, tariffId, tariffVersion }) => tariffAt(insurer, tariffId, tariffVersion),
    response: rolled,
    errors: [errors.TRIPS_UNWEIGHTED],
  }),
  compareMonth: evaluate({
    says: 'Compare a month that was billed with the sum of its trips.',
    by: readerRoles,
    request: monthNamed,
    on: onPolicy,
    sides: readers,
    loads: ({ policyId, month }) => ({ driven: monthAt(policyId, month) }),
    response: reconciliation,
  }),
};
