import { z } from 'zod';
import { id } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { people } from '../../words/role';
import { vehicleEvents } from '../../vehicle/events';
import { loanErrors as errors } from '../errors';
import { loanEvents as events } from '../events';

/** Names a loan. */
export const loanNamed = z.strictObject({ loanId: id });
/** Names a loan and a day of value. */
export const onDay = loanNamed.extend({ on: day });
/** Roles that may read a loan in which they have a part. */
export const readerRoles = ['lender', 'auditor', ...people] as const;
/** The sides of a loan that may read it. */
export const readers = ['lender', 'borrower', 'auditor'] as const;

/**
 * What paying a loan off tells. A payoff releases the lien and ends a repossession; catching up ends a
 * notice.
 */
export const settles = [
  events.LoanSettled,
  vehicleEvents.LienReleased,
  events.RepossessionEnded,
  vehicleEvents.VehicleRepossessed,
];

/** What a booking before others tells. */
export const rebooks = [events.LoanRebooked, events.BucketChanged];
/** What a day of value that a lender names may be refused for. */
export const valueDays = [errors.VALUE_DAY_AHEAD, errors.VALUE_DAY_BEHIND];
