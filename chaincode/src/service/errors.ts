import { defineErrors } from '../kit/errors';

export const serviceErrors = defineErrors({
  MERCHANT_NOT_READY: {
    says: '{merchant} cannot be booked: its capability {capability} is {status}.',
    cure: 'Read why (merchant.read), or choose another.',
    retry: 'later',
  },
  VERSION_NOT_SOLD: {
    says: 'Version {version} of {serviceCode} is not sold now; {current} is.',
    cure: 'Read the service again (merchant.readService).',
  },
  VEHICLE_CLASS_OTHER: {
    says: '{serviceCode} is for {classes}; by its birth record {vin} is a {vehicleClass}.',
    cure: 'Choose a service for it (merchant.listServices).',
  },
  BAY_UNKNOWN: { says: 'The merchant has no bay {bay}.', cure: 'Its bays are: {bays}.' },
  OFF_GRID: {
    says: 'Bookings begin on quarters of an hour, not at {startsAt}.',
    cure: 'Begin at :00, :15, :30 or :45.',
  },
  START_BEHIND: { says: 'The start {startsAt} has passed.', cure: 'Choose a later time.' },
  CLOSED_THEN: {
    says: 'The merchant is closed then, or closes before {endsAt}.',
    cure: 'Read its hours (merchant.readHours).',
  },
  SLOT_TAKEN: {
    says: 'The bay {bay} is taken at {startsAt}.',
    cure: 'Look for free times (service.listFree).',
    retry: 'later',
  },
  SLOT_OFFERED: {
    says: 'The bay {bay} at {startsAt} is offered to somebody who waited, until {until}.',
    cure: 'Look for free times (service.listFree), or try again then.',
    retry: 'later',
  },
  NO_TIMES: {
    says: '{serviceCode} cannot begin on {on} at that time of day.',
    cure: 'Choose another day or time of day.',
  },
  SLOT_FREE: { says: 'The bay {bay} is free at {startsAt}.', cure: 'Book it (service.book).' },
  QUEUE_FULL: { says: 'The {places} places of the queue are taken.', cure: 'Choose another day.' },
  ARRIVAL_EARLY: { says: 'Arrival counts from {from} on.', cure: 'Come then.', retry: 'later' },
  NOT_ARRIVED: {
    says: 'The customer has not said to be there.',
    cure: 'Let the customer arrive (service.arrive).',
    retry: 'later',
  },
  NONCE_WRONG: { says: 'This is not the code that the customer shows.', cure: 'Scan it again.' },
  QUOTE_NOT_OPEN: { says: 'The quote {quoteId} is not open.', cure: 'Read the booking.', retry: 'later' },
  ODOMETER_LOWER: {
    says: 'The odometer shows {value}, less than {before} at check-in.',
    cure: 'Read it again; it cannot fall in the workshop.',
  },
  REFUND_TOO_MUCH: {
    says: 'There are {held} minor units to share out, not {asked}.',
    cure: 'Give back at most that.',
  },
  REST_DUE: {
    says: 'The rest of {rest} {currency} in minor units is due with this.',
    cure: 'Name a payment and lots for it.',
  },
  REST_OPEN: {
    says: 'The rest of {bookings} at {merchant} was not paid.',
    cure: 'Pay it first (service.payRest).',
    retry: 'later',
  },
  NOT_SETTLED: {
    says: 'The booking is {status}; only a settled one is reviewed.',
    cure: 'Review it once it is paid.',
    retry: 'later',
  },
  NOT_INDEPENDENT: { says: '{by} works for {merchant}.', cure: 'Let other customers review it.' },
  WORK_UNKNOWN: { says: 'The record {recordId} names no work {code}.', cure: 'Read the record.' },
  WORK_WARRANTY_OVER: {
    says: 'The warranty ended at {until} or {untilValue} {unit}.',
    cure: 'Book the work anew.',
  },
  CLAIMED_BEFORE: {
    says: 'The claim {claimId} on this work is {status}.',
    cure: 'Read it (service.readWorkClaim).',
  },
  REWORK_BOOKED: {
    says: 'The rework was booked as {bookingId}.',
    cure: 'Come to that booking, or cancel it first.',
  },
  ANSWER_AHEAD: {
    says: 'The merchant may answer until {until}, or has a rework to do.',
    cure: 'Wait for its answer.',
    retry: 'later',
  },
  REPAYMENT_SHORT: {
    says: 'The work was paid, or is repaid, with {paid}; the claim is worth {worth}, in minor units.',
    cure: 'Claim no more than the price of the service; repay what the claim is worth.',
  },
  REWORK_MISSING: {
    says: 'The answer {answer} lacks what it takes.',
    cure: 'Name the record of the free rework of this work, or the money and its lots.',
    retry: 'later',
  },
});
