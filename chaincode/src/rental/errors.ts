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
  RENTAL_CAR_CLOSED: { says: 'The car {vin} takes no bookings.', cure: 'Choose another car.', retry: 'later' },
  RENTAL_GRID_FIXED: { says: 'The car {vin} is booked in cells of {minutes} minutes.', cure: 'Keep them; prices may change.' },
  RENTAL_OFF_GRID: {
    says: 'A booking cannot begin at {from}.',
    cure: 'Begin at a full cell of {minutes} minutes, not in the past.',
  },
  RENTAL_SLOT_TAKEN: { says: 'The car {vin} is taken at {from}.', cure: 'Ask for free time (rental.isFree).', retry: 'later' },
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
  METER_LOWER: { says: 'The meter showed {out} at the start and cannot show {back}.', cure: 'Read it again.' },
  DAMAGE_CLAIMED: {
    says: 'Damage of {amount} is claimed on the rental {rentalId}.',
    cure: 'The driver settles or disputes it; silence accepts.',
    retry: 'later',
  },
  RENTAL_SPLIT_EXCEEDS: { says: 'The share of {share} exceeds the {box} in the box.', cure: 'Share out at most what is there.' },
});
