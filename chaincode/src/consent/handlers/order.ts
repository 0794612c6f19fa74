import { demand } from '../../kit/errors';
import { isBefore } from '../../kit/value/time';
import { mustBeOrdered } from '../rules/access';
import { holdersDuring } from '../../vehicle/door';
import { consentErrors } from '../errors';
import { consentEvents as events } from '../events';
import type { HandlersOf } from '../tables';
import { isAuthority, latestTitles } from './holding';
import type { orderOperations } from '../api/order';
import { tellOwners, leaveReceipt } from './access';

export const orderHandlers: HandlersOf<typeof orderOperations> = {
  async recordOrder(tx, request) {
    const { vin, orderId, validUntil } = request;
    demand(isBefore(tx.now, validUntil), consentErrors.ORDER_OVER, { orderId, validUntil });
    const order = { ...request, recordedBy: tx.caller.member, recordedAt: tx.now };
    await tx.orders.put(order);
    tx.tell(events.CourtOrderRecorded, { vin, orderId });
    return order;
  },
  async accessByOrder(tx, { orderId, ...asked }, { order, anchor }) {
    mustBeOrdered(order, asked.slice, anchor, { who: tx.caller.member, now: tx.now });
    await tellOwners(tx, asked, { basis: 'court', reference: orderId });
    const reader = tx.caller.org;
    return leaveReceipt(tx, asked, {
      basis: 'court',
      reference: orderId,
      reader,
      purpose: 'courtOrder',
      precision: 'full',
    });
  },
  async readOrder(tx, { vin }, { on: order }) {
    if (isAuthority(tx)) return order;
    tx.mustBe(
      'who held the title at the time of the data',
      ...holdersDuring(await latestTitles(tx, vin), order),
    );
    return order;
  },
};
