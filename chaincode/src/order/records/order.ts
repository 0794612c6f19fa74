import { z } from 'zod';
import { money, positiveMoney } from '../../kit/value/money';
import { ruled, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { escrowBox } from '../../payment/records/escrow';
import { lotId } from '../../payment/records/party';
import { vin } from '../../words/vin';
import { chosen, Model, Terms } from './model';

export const orderStatus = z.enum([
  ...(['ordered', 'confirmed', 'ready', 'paid', 'handedOver'] as const),
  ...(['declined', 'cancelled', 'lapsed', 'clawedBack'] as const),
]);

/** A new car that is ordered as it was configured; its money waits until it is handed over. */
export const Order = z.strictObject({
  orderId: id,
  seller: Model.shape.seller,
  buyer: member,
  model: Model.pick({ modelId: true, version: true, name: true }),
  options: chosen,
  price: positiveMoney,
  deposit: positiveMoney,
  terms: Terms,
  deliverBy: day.meta({ description: 'day by which it is to be handed over' }),
  status: orderStatus,
  orderedAt: instant,
  due: instant.meta({ description: 'exclusive end of what must happen next' }),
  lot: lotId.optional().meta({ description: 'the deposit, while it waits' }),
  rest: lotId.optional().meta({ description: 'the rest of the price, while it waits' }),
  vin: vin.optional().meta({ description: 'the car that was built for it' }),
  ended: z
    .strictObject({ toSeller: money, toBuyer: money })
    .optional()
    .meta({ description: 'how the money was shared out' }),
});
export type Order = z.output<typeof Order>;

export const orders = table({
  kind: 'order',
  v: 1,
  schema: Order,
  id: ({ orderId }) => [orderId],
  sides: {
    seller: ({ seller }: Order) => seller,
    buyer: ({ buyer }: Order) => buyer,
    ...{ registrar: whoever('registrar'), auditor: whoever('auditor') },
    // Whether a time is over is said by the rules.
    time: ruled,
  },
  indexes: { bySeller: ({ seller }: Order) => [seller], byBuyer: ({ buyer }: Order) => [buyer] },
});
/** The money of an order. No escrow of the room payment bears this name, so only this room opens it. */
export const boxOf = (orderId: string): string => escrowBox(`order:${orderId}`);
export const onOrder = ({ orderId }: { readonly orderId: string }) => orders.at(orderId);
