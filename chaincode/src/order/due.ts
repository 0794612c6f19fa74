import { dueAfter } from '../kit/due/row';
import { orderLife } from './life';
import { type Order, orders } from './records/order';

/** What falls due of orders. */
export const orderDues = [
  dueAfter(orders, {
    operation: 'tick',
    when: 'a side let its day pass: the seller did not confirm or deliver, the buyer did not pay the rest or come',
    after: ({ status, due }: Order) => (orderLife.next(status).includes('lapse') ? due : undefined),
    request: ({ orderId }, { paymentId }) => ({ orderId, paymentId }),
  }),
];
