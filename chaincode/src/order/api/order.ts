import { z } from 'zod';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id } from '../../kit/value/text';
import { everyone, people } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lots as lotTable, spending, transfers } from '../../payment/records/money';
import { lotId, party } from '../../payment/records/party';
import { vehicles } from '../../vehicle/records/vehicle';
import { vin } from '../../words/vin';
import { orderErrors as errors } from '../errors';
import { orderEvents as events } from '../events';
import { orderLife } from '../life';
import { boxOf, onOrder, Order } from '../records/order';
import { modelNamed, onModel, sellers } from './model';

const one = z.strictObject({ orderId: id });
const paying = one.extend({ paymentId: id });
const lots = z.array(lotId).min(1).max(100);
const changed = [events.OrderChanged];
const paid = [...changed, moneyEvents.MoneyMoved];
const cash = Object.values(moneyErrors);
const paymentOf = ({ paymentId }: { readonly paymentId: string }) => ({
  moved: maybe(transfers.at(paymentId)),
});
const carOf = (_request: object, { vin: car }: Order) => ({
  vehicle: car === undefined ? undefined : vehicles.at(car),
});

/** The order of a new car, from its configuration to the keys. */
export const orderOperations = {
  orderVehicle: submit({
    says: 'Order a new car as it is configured: its price follows, and the deposit waits until it is handed over.',
    by: people,
    request: modelNamed.extend({
      ...{ orderId: id, options: Order.shape.options, deliverBy: Order.shape.deliverBy },
      ...{ paymentId: id, lots },
    }),
    on: onModel,
    sides: ['anybody'],
    creates: onOrder,
    loads: (asked, { seller, base }, { member }) => ({
      ...paymentOf(asked),
      ...spending({ from: member, lots: asked.lots }, [{ party: seller, amount: base }]),
    }),
    response: Order,
    errors: [
      ...[errors.MODEL_OVER, errors.OPTION_UNKNOWN, errors.OPTIONS_CLASH, errors.OPTION_MISSING],
      ...[errors.DELIVERY_PAST, ...cash],
    ],
    events: paid,
  }),
  confirmOrder: submit({
    says: 'Confirm an order, with its price and its delivery date.',
    by: sellers,
    request: one,
    on: onOrder,
    step: orderLife.confirm,
    done: ({ status }) => status === 'confirmed',
    response: Order,
    errors: [errors.ORDER_LATE],
    events: changed,
  }),
  declineOrder: submit({
    says: 'Decline an order: the deposit goes back.',
    by: sellers,
    request: paying,
    on: onOrder,
    step: orderLife.decline,
    done: ({ status }) => status === 'declined',
    loads: paymentOf,
    response: Order,
    errors: [errors.ORDER_MONEY_TAKEN, ...cash],
    events: paid,
  }),
  cancelOrder: submit({
    says:
      'Step back from an order: for nothing until it is confirmed and once the car is late, else for the share of ' +
      'the deposit that was agreed.',
    by: people,
    request: paying,
    on: onOrder,
    step: orderLife.cancel,
    done: ({ status }) => status === 'cancelled',
    loads: paymentOf,
    response: Order,
    errors: [errors.ORDER_MONEY_TAKEN, ...cash],
    events: paid,
  }),
  makeReady: submit({
    says: 'Say which car was built for an order and stands ready.',
    by: sellers,
    request: one.extend({ vin }),
    on: onOrder,
    step: orderLife.makeReady,
    done: ({ status, vin: car }, asked) => status === 'ready' && car === asked.vin,
    loads: ({ vin: car }) => ({ vehicle: vehicles.at(car) }),
    response: Order,
    errors: [errors.CAR_OTHER],
    events: changed,
  }),
  payRest: submit({
    says: 'Pay the rest of the price; it waits with the deposit.',
    by: people,
    request: paying.extend({ lots }),
    on: onOrder,
    step: orderLife.payRest,
    done: ({ status }) => status === 'paid',
    loads: (asked, { orderId, lot, buyer, seller, price }) => ({
      ...paymentOf(asked),
      ...spending({ from: buyer, lots: asked.lots }, [{ party: seller, amount: price }]),
      held: lot === undefined ? undefined : maybe(lotTable.at(boxOf(orderId), lot)),
    }),
    response: Order,
    errors: [errors.ORDER_LATE, errors.ORDER_MONEY_TAKEN, ...cash],
    events: paid,
  }),
  handOver: submit({
    says: 'Hand the car over: the price is paid out. In one transaction with the sale of the car (vehicle.sell).',
    by: sellers,
    request: paying,
    on: onOrder,
    step: orderLife.handOver,
    done: ({ status }) => status === 'handedOver',
    loads: (asked, order) => ({ ...carOf(asked, order), ...paymentOf(asked) }),
    response: Order,
    errors: [errors.ORDER_LATE, errors.CAR_UNSOLD, errors.ORDER_MONEY_TAKEN, ...cash],
    events: paid,
  }),
  tick: submit({
    says: 'Write down what time has made of an order. Anyone may; repeated it changes nothing.',
    by: everyone,
    request: paying,
    on: onOrder,
    steps: [orderLife.lapse, orderLife.clawBack],
    loads: paymentOf,
    response: Order.pick({ orderId: true, status: true, due: true }),
    errors: cash,
    events: paid,
  }),
  read: evaluate({
    says: 'Read an order.',
    by: everyone,
    request: one,
    on: onOrder,
    sides: ['seller', 'buyer', 'registrar', 'auditor'],
    response: Order,
  }),
  listOrders: evaluate({
    says: 'List the orders of a party, as buyer or seller: for itself, registrar and auditor.',
    by: everyone,
    request: page.extend({ of: party, as: z.enum(['buyer', 'seller']) }),
    response: pageOf(Order),
  }),
};
