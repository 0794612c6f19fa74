import { isAgreed } from '../rules/court/freeze';
import type { Part } from '../tables';
import type { addressOperations } from '../api/address';
import { demand } from '../../kit/errors';
import { mustHaveSigned, mustOpen, mustStand } from '../rules/address';
import { paymentErrors } from '../errors';
import { paymentEvents } from '../events';
import { move } from './money/movement';

/** Owners under one-time addresses. */
export const addressHandlers: Part<typeof addressOperations> = {
  async escrowLink(tx, { address }, { secret: link }) {
    mustHaveSigned(
      address,
      { act: 'link', channel: tx.channel, address, owner: link.owner },
      link.possession,
    );
    return tx.links.keep(link, address);
  },
  async openAddress(tx, { address, seal }) {
    const opened = { address, keptBy: tx.caller.org, seal };
    await tx.links.check(opened.keptBy, seal, address);
    await tx.addresses.put(opened);
    tx.tell(paymentEvents.AddressOpened, { address, keptBy: opened.keptBy });
    return opened;
  },
  async payByKey(tx, { until, signature, ...payment }) {
    mustHaveSigned(payment.from, { act: 'pay', channel: tx.channel, ...payment, until }, signature);
    mustStand(until, tx.now);
    return move(tx, 'payByKey', { ...payment, unasked: true });
  },
  readAddress: (_tx, _request, { on: address }) => address,
  async readLink(tx, { address, courtOrderId, paymentId }) {
    const opened = await tx.addresses.get(address);
    const order = courtOrderId === undefined ? undefined : await tx.freezes.get(courtOrderId);
    const { owner } = await tx.links.disclose(opened.keptBy, address);
    mustOpen(opened, owner, order, paymentId);
    return { address, owner };
  },
  async traceAddresses(tx, { courtOrderId, ...page }) {
    const order = await tx.freezes.get(courtOrderId);
    const { holder } = order;
    demand(isAgreed(order), paymentErrors.LINK_SEALED, { address: 'of every holder' });
    const { items, ...next } = await tx.addresses.list(page);
    const found: typeof items = [];
    for (const one of items)
      if ((await tx.links.disclose(one.keptBy, one.address)).owner === holder) found.push(one);
    return { items: found, ...next };
  },
};
