import { defineLife } from '../kit/life';
import { orders, orderStatus } from './records/order';

/** The order of a new car. Steps of time, or of a court, are written down by a tick of anybody. */
export const orderLife = defineLife(
  orders,
  {
    ...{ field: 'status', statuses: orderStatus.options, initial: 'ordered' },
    way: ['ordered', 'confirmed', 'ready', 'paid', 'handedOver'],
  },
  {
    confirm: { by: 'seller', from: ['ordered'], to: 'confirmed' },
    decline: { by: 'seller', from: ['ordered'], to: 'declined' },
    cancel: { by: 'buyer', from: ['ordered', 'confirmed'], to: 'cancelled' },
    makeReady: { by: 'seller', from: ['confirmed'], to: 'ready' },
    payRest: { by: 'buyer', from: ['ready'], to: 'paid' },
    handOver: { by: 'seller', from: ['paid'], to: 'handedOver' },
    lapse: { by: 'time', from: ['ordered', 'ready', 'paid'], to: 'lapsed' },
    clawBack: { by: 'time', from: ['ordered', 'confirmed', 'ready', 'paid'], to: 'clawedBack' },
  },
);
