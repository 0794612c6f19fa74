import { implement } from '../kit/implement';
import { serviceKey } from '../merchant/records/catalogue';
import { wmiOf } from '../vehicle/door';
import { serviceApi } from './api';
import { booking } from './handlers/booking';
import { claiming } from './handlers/warranty';
import { placeKeys } from './records/queue';
import { queuing } from './handlers/queue';
import { tables } from './tables';
import { working } from './handlers/work';

const one = ({ bookingId }: { bookingId: string }) => ({ bookings: [[bookingId]] });
const offer = (wanted: { merchant: string; serviceCode: string; vin: string }) => ({
  vehicles: [[wanted.vin]],
  births: [[wanted.vin]],
  wmis: [[wmiOf(wanted.vin)]],
  merchants: [wanted.merchant.split('/')],
  heads: [[wanted.merchant, wanted.serviceCode]],
  hours: [[wanted.merchant]],
});
const asked = (wanted: { bookingId: string; merchant: string; serviceCode: string; version: number; vin: string }) => ({
  ...offer(wanted),
  bookings: [[wanted.bookingId]],
  services: [serviceKey(wanted.merchant, wanted.serviceCode, wanted.version)],
});

export const serviceRoom = implement(
  serviceApi,
  tables,
  { ...booking, ...queuing, ...working, ...claiming },
  {
    hold: asked,
    book: (wanted) => ({ ...asked(wanted), transfers: [[wanted.paymentId]] }),
    confirm: ({ bookingId, paymentId }) => ({ bookings: [[bookingId]], transfers: [[paymentId]] }),
    ...{ cancel: one, decline: one, tick: one, arrive: one, checkIn: one, begin: one, report: one, accept: one, dispute: one },
    complete: one,
    joinQueue: (wanted) => ({ ...offer(wanted), waitings: placeKeys(wanted) }),
    leaveQueue: (queue) => ({ waitings: placeKeys(queue) }),
    readQueue: (queue) => ({ waitings: placeKeys(queue) }),
  },
);
