import { defineLife } from '../kit/life';
import { cars, carStatus } from './records/car';
import { rentals, rentalStatus } from './records/rental';

/**
 * Whoever holds the title offers, and so takes over what an owner before offered (rules/car.ts); that is not
 * read from the record.
 */
export const carLife = defineLife(
  cars,
  { field: 'status', statuses: carStatus.options, initial: 'open' },
  {
    offer: { by: 'anybody', from: ['open', 'closed'], to: 'open' },
    close: { by: 'owner', from: ['open'], to: 'closed' },
  },
);

/**
 * Price and deposit wait in a box from the booking on. Steps of time, or of a court, are written down by a tick
 * of anybody (rules/deadline.ts).
 */
export const rentalLife = defineLife(
  rentals,
  { field: 'status', statuses: rentalStatus.options, initial: 'booked' },
  {
    cancel: { by: ['owner', 'driver'], from: ['booked'], to: 'cancelled' },
    handOver: { by: ['owner', 'driver'], from: ['booked'], to: ['=', 'driving'] },
    extend: { by: 'driver', from: ['driving'], to: '=' },
    takeBack: { by: ['owner', 'driver'], from: ['driving'], to: ['=', 'returned'] },
    claimDamage: { by: 'owner', from: ['returned'], to: '=' },
    settle: { by: ['owner', 'driver'], from: ['returned'], to: 'settled' },
    dispute: { by: ['owner', 'driver'], from: ['driving', 'returned'], to: 'disputed' },
    resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
    expire: { by: 'time', from: ['booked'], to: 'cancelled' },
    escalate: { by: 'time', from: ['driving'], to: 'disputed' },
    closeUp: { by: 'time', from: ['returned'], to: 'settled' },
    giveUp: { by: 'time', from: ['disputed'], to: 'resolved' },
    clawBack: { by: 'time', from: ['booked', 'returned', 'disputed'], to: 'clawedBack' },
  },
);
