import { z } from 'zod';
import { defineLife } from '../kit/life';

const OFFER = ['open', 'closed'] as const;
const RENTAL = ['booked', 'driving', 'returned', 'settled', 'cancelled', 'disputed', 'resolved'] as const;

export const carStatus = z.enum(OFFER);
export const rentalStatus = z.enum(RENTAL);

export const carLife = defineLife('rental car', OFFER, 'open', {
  reprice: { by: 'owner', from: ['open'], to: 'open' },
  close: { by: 'owner', from: ['open'], to: 'closed' },
});

/** A deposit and the price of the time wait in a box from the booking on. What anyone does is a step of time. */
export const rentalLife = defineLife('rental', RENTAL, 'booked', {
  cancel: { by: ['owner', 'driver'], from: ['booked'], to: 'cancelled' },
  handOver: { by: ['owner', 'driver'], from: ['booked'], to: ['booked', 'driving'] },
  takeBack: { by: ['owner', 'driver'], from: ['driving'], to: ['driving', 'returned'] },
  claimDamage: { by: 'owner', from: ['returned'], to: 'returned' },
  settle: { by: ['owner', 'driver'], from: ['returned'], to: 'settled' },
  dispute: { by: ['owner', 'driver'], from: ['driving', 'returned'], to: 'disputed' },
  resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
  expire: { by: 'anyone', from: ['booked'], to: 'cancelled' },
  closeUp: { by: 'anyone', from: ['returned'], to: 'settled' },
  escalate: { by: 'anyone', from: ['driving'], to: 'disputed' },
  giveUp: { by: 'anyone', from: ['disputed'], to: 'resolved' },
});
