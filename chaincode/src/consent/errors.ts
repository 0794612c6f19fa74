import { defineErrors } from '../kit/errors';

/** What the consent room refuses, in order of precedence. */
export const consentErrors = defineErrors({
  NO_TITLE_HOLDER: {
    says: 'Nobody holds the title of {vin}.',
    cure: 'Let the registrar register it first.',
    retry: 'later',
  },
  GRANT_OF_FORMER_OWNER: {
    says: 'The grant {grantId} ended when the vehicle {vin} changed its owner.',
    cure: 'Ask the present owner (consent.ask).',
  },
  GRANT_REVOKED: { says: 'The grant {grantId} was withdrawn.', cure: 'Ask the owner again (consent.ask).' },
  GRANT_UNGIVEN: {
    says: 'The grant {grantId} is {status}.',
    cure: 'Only the owner gives it (consent.give).',
    retry: 'later',
  },
  GRANT_EXPIRED: {
    says: 'The grant {grantId} ended at {validUntil}.',
    cure: 'Ask the owner to renew it (consent.renew).',
  },
  GRANT_EXHAUSTED: {
    says: 'All {maxReads} reads of the grant {grantId} are used.',
    cure: 'Ask the owner to renew it (consent.renew).',
  },
  GRANT_RUNNING: {
    says: 'The grant {grantId} has not ended.',
    cure: 'It runs until {validUntil}.',
    retry: 'later',
  },
  GRANT_STORY_FULL: { says: 'The grant {grantId} has {count} events.', cure: 'Give a new grant.' },
  TERMS_OVER: { says: 'The terms end at {validUntil}, which is not after {now}.', cure: 'Name a later end.' },
  DATA_BEFORE_TITLE: {
    says: 'The data from {fromTime} on is older than the title, held since {since}.',
    cure: 'An owner disposes of data of the own time only.',
  },
  SELF_GRANT: {
    says: 'The grantee {grantee} holds the title.',
    cure: 'Owners read their own data (consent.accessOwn).',
  },
  PURPOSE_DIFFERS: {
    says: 'The grant {grantId} is for {granted}, not for {purpose}.',
    cure: 'Ask for another grant.',
  },
  CATEGORY_CLOSED: {
    says: 'Data about {category} is not opened by {ground}.',
    cure: 'It opens: {categories}.',
  },
  TIME_CLOSED: {
    says: 'The time from {fromTime} until {untilTime} is not opened by {ground}.',
    cure: 'It opens {opensFrom} until {opensUntil}.',
  },
  TRIP_CLOSED: {
    says: 'The grant {grantId} is for the trip {trip} alone.',
    cure: 'Ask for consent to the other trip.',
  },
  PLACE_CLOSED: {
    says: 'Data recorded in the cell {cell} is not opened by the grant {grantId}.',
    cure: 'It opens the cells {fence}; open in the slice the cell that the device committed to.',
  },
  PRICE_UNPAID: {
    says: 'A reading under the grant {grantId} costs {amount} {currency} in minor units.',
    cure: 'Name a payment and lots (paymentId, lots): it is paid to {owner} in the same transaction.',
  },
  EVIDENCE_UNFITTING: {
    says: 'The evidence {evidenceId} of {deviceId} has no such part: {why}.',
    cure: 'Read the anchor (evidence.read) and name leaves and a time that it holds.',
  },
  ORDER_OVER: { says: 'The court order {orderId} ended at {validUntil}.', cure: 'Record the new order.' },
  ORDER_BY_SAME_PERSON: {
    says: '{who} recorded the court order {orderId}.',
    cure: 'Let another person read: two must look at an order.',
  },
  NO_EMERGENCY: {
    says: 'The evidence {callId} of {deviceId} is no emergency call of this vehicle within a day.',
    cure: 'Name the anchor of a real call; otherwise use a court order.',
  },
  EMERGENCY_UNVOUCHED: {
    says:
      'Neither the birth certificate nor the maker of the vehicle vouches for {deviceId}, which made the ' +
      'emergency call {callId}.',
    cure: 'Name the call of a device that the maker registered; otherwise use a court order.',
  },
  GRANTEE_KEY_MISSING: {
    says: 'The grant {grantId} names no key of the grantee.',
    cure: 'Ask for a grant that names it.',
    retry: 'later',
  },
  DATA_STAYS_IN_VEHICLE: {
    says: 'Under the grant {grantId} no data leaves the vehicle.',
    cure: 'Compute in the vehicle.',
  },
  EPOCH_OVER: {
    says: 'The data key of {vin} is of epoch {epoch}, not {given}.',
    cure: 'Wrap the key of the epoch {epoch}.',
  },
});
