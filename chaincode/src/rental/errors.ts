import { defineErrors } from '../kit/errors';

export const rentalErrors = defineErrors({
  RENTAL_SIDES_WRONG: {
    says: 'Owner, driver and arbiter must be three.',
    cure: 'Nobody rents from himself or judges his own case.',
  },
  RENTAL_CAR_UNUSABLE: {
    says: 'The vehicle {vin} is {status} and cannot be let by {owner}.',
    cure: 'Only the present holder of the title lets a registered vehicle.',
  },
  RENTAL_CAR_CLOSED: {
    says: 'The car {vin} takes no bookings.',
    cure: 'Choose another car.',
    retry: 'later',
  },
  RENTAL_GRID_FIXED: {
    says: 'The car {vin} is booked in cells of {minutes} minutes.',
    cure: 'Keep them; prices may change.',
  },
  RENTAL_OFF_GRID: {
    says: 'A booking cannot begin at {from}.',
    cure: 'Begin at a full cell of {minutes} minutes, {phase} after the full ones of UTC, not in the past.',
  },
  RENTAL_SLOT_TAKEN: {
    says: 'The car {vin} is taken at {from}.',
    cure: 'Ask for free time (rental.isFree).',
    retry: 'later',
  },
  RENTAL_NOT_EXTENDABLE: {
    says: 'The rental {rentalId} runs until {until} and cannot be extended now.',
    cure: 'Extend while the car is out, before the end and before anybody has signed the return.',
  },
  DRIVER_UNKNOWN: {
    says: 'The account {driver} has no DID, so nobody can tell whose licence it shows.',
    cure:
      'Create one (identity.create) or link the account to the one that the licence names ' +
      '(identity.link).',
    retry: 'later',
  },
  LICENCE_REFUSED: {
    says: 'The document is no driver licence that holds: it fails at {check}.',
    cure:
      'Read its standing (identity.readCredential) and who is trusted for DriverLicence ' +
      '(identity.listIssuers); get it anew from one of them.',
  },
  LICENCE_OF_ANOTHER: {
    says: 'The licence is not the caller’s: it names another DID.',
    cure: 'Show the own one, from an account that is linked to the DID it names.',
  },
  LICENCE_UNFIT: {
    says: 'The licence does not say all of {wanted}, or not until {until}.',
    cure: 'Choose a car that asks for less, or an earlier end.',
  },
  LICENCE_UNPROVEN: {
    says: 'The owner asks for a licence that says {wanted}, good until {until}, and none was shown.',
    cure: 'Show it to the own organisation (rental.keepLicence) and give place, end and seal.',
  },
  LICENCE_WITHDRAWN: {
    says: 'The licence that was shown is {status}.',
    cure: 'Ask its issuer {issuer}, or show another one.',
    retry: 'later',
  },
  COVER_OF_ANOTHER: {
    says: 'The policy {policyId} is not on the vehicle {vin}.',
    cure: 'Name a policy on this vehicle.',
  },
  COVER_MISSING: {
    says: 'The policy {policyId} does not give {code} for {vin} all the time from {from} until {until}.',
    cure:
      'The owner pays what is due, renews, or names another policy (rental.offer); or choose another ' +
      'time.',
    retry: 'later',
  },
  RENTAL_NOT_BEGUN: {
    says: 'The rental {rentalId} begins at {from}.',
    cure: 'Hand the keys over a cell before at most.',
    retry: 'later',
  },
  RENTAL_LATE: {
    says: 'The rental {rentalId} waited until {due} for this.',
    cure: 'Send a tick (rental.tick) and read what became of it.',
  },
  SIGNATURES_DIFFER: {
    says: 'The other side of the rental {rentalId} signed for {shows} on the meter, or another condition.',
    cure: 'Look together and sign the same.',
  },
  DAMAGE_CLAIMED: {
    says: 'Damage of {amount} is claimed on the rental {rentalId}.',
    cure: 'The driver settles or disputes it; silence accepts.',
    retry: 'later',
  },
  RENTAL_MONEY_TAKEN: {
    says: 'A court took money of the rental {rentalId} out of its box.',
    cure: 'Send a tick (rental.tick): it ends with what is left. Hand no keys over.',
  },
  RENTAL_SPLIT_EXCEEDS: {
    says: 'The share of {share} exceeds the {box} in the box.',
    cure: 'Share out at most what is there.',
  },
});
