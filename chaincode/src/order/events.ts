import { defineEvents } from '../kit/events';
import { Model } from './records/model';
import { Order } from './records/order';

export const orderEvents = defineEvents({
  ModelOffered: Model.pick({ seller: true, modelId: true, version: true }),
  OrderChanged: Order.pick({ orderId: true, seller: true, status: true, due: true }),
});
