import { z } from 'zod';
import { defineLife } from '../kit/life';

const CAR = ['open', 'closed'] as const;
const RENTAL = ['booked', 'driving', 'returned', 'settled', 'cancelled', 'disputed', 'resolved', 'clawedBack'] as const;

export const carStatus = z.enum(CAR);
export const rentalStatus = z.enum(RENTAL);

export const carLife = defineLife('rental car', CAR, 'open', {
  offer: { by: 'owner', from: ['open', 'closed'], to: 'open' },
  close: { by: 'owner', from: ['open'], to: 'closed' },
});

/** Price and deposit wait in a box from the booking on. What anyone does is a step of time (timeouts.ts). */
export const rentalLife = defineLife('rental', RENTAL, 'booked', {
  cancel: { by: ['owner', 'driver'], from: ['booked'], to: 'cancelled' },
  handOver: { by: ['owner', 'driver'], from: ['booked'], to: ['booked', 'driving'] },
  extend: { by: 'driver', from: ['driving'], to: 'driving' },
  takeBack: { by: ['owner', 'driver'], from: ['driving'], to: ['driving', 'returned'] },
  claimDamage: { by: 'owner', from: ['returned'], to: 'returned' },
  settle: { by: ['owner', 'driver'], from: ['returned'], to: 'settled' },
  dispute: { by: ['owner', 'driver'], from: ['driving', 'returned'], to: 'disputed' },
  resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
  expire: { by: 'anyone', from: ['booked'], to: 'cancelled' },
  escalate: { by: 'anyone', from: ['driving'], to: 'disputed' },
  closeUp: { by: 'anyone', from: ['returned'], to: 'settled' },
  giveUp: { by: 'anyone', from: ['disputed'], to: 'resolved' },
  clawBack: { by: 'anyone', from: ['booked', 'returned', 'disputed'], to: 'clawedBack' },
});
