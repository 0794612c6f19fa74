import { dueAfter } from '../kit/due/row';
import { addMillis, HOUR_MS, type Instant } from '../kit/value/time';
import { type Rental, rentals } from './records/rental';

/** Until when the driver cancels for nothing. */
export const freeUntil = ({ from, terms }: Pick<Rental, 'from' | 'terms'>): Instant =>
  addMillis(from, -terms.freeCancelHours * HOUR_MS);

const RUNNING: readonly Rental['status'][] = ['driving', 'returned', 'disputed'];

/** What falls due of rentals. */
export const rentalDues = [
  dueAfter(rentals, {
    operation: 'tick',
    when: 'the driver no longer cancels for nothing; what must happen next did not happen in its time',
    after(rental: Rental) {
      if (rental.status === 'booked') return rental.bound ? rental.due : freeUntil(rental);
      return RUNNING.includes(rental.status) ? rental.due : undefined;
    },
    request: ({ rentalId }, { paymentId }) => ({ rentalId, paymentId }),
  }),
];
