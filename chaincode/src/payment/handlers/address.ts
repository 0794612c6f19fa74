import { demand } from '../../kit/errors';
import { mustHaveSigned, mustOpen, mustStand } from '../records/address';
import { paymentErrors } from '../errors';
import { paymentEvents } from '../events';
import { mustBeAccount, mustBeFree, mustBeReachable } from './block';
import { confirmTrace, type Freeze, isAgreed, reach } from '../records/freeze';
import { move } from './movement';
import { knownPayment } from './payment';
import type { Some } from '../tables';

type Names =
  | 'escrowLink'
  | 'openAddress'
  | 'payByKey'
  | 'trace'
  | 'confirmTrace'
  | 'freezeAddresses'
  | 'readAddress'
  | 'readLink'
  | 'traceAddresses';

/** Owners under one-time addresses. */
export const pseudonym: Some<Names> = {
  async escrowLink(tx, { address }, { secret: link }) {
    mustHaveSigned(address, { act: 'link', channel: tx.channel, address, owner: link.owner }, link.possession);
    return tx.links.keep(link, address);
  },
  async openAddress(tx, { address, seal }) {
    const known = await tx.addresses.known(address);
    if (known) return known;
    const opened = { address, keptBy: tx.caller.org, seal };
    await tx.links.check(opened.keptBy, seal, address);
    await tx.addresses.put(opened);
    tx.tell(paymentEvents.AddressOpened, { address, keptBy: opened.keptBy });
    return opened;
  },
  async payByKey(tx, { until, signature, ...payment }) {
    const known = await knownPayment(tx, payment);
    if (known) return known;
    mustHaveSigned(payment.from, { act: 'pay', channel: tx.channel, ...payment, until }, signature);
    mustStand(until, tx.now);
    return move(tx, 'payByKey', { ...payment, unasked: true });
  },
  async trace(tx, { courtOrderId, holder }) {
    const known = await tx.freezes.known(courtOrderId);
    if (known) return known;
    mustBeAccount(holder, 'trace');
    const by = tx.caller.member;
    const waiting = { by, addresses: [] };
    const order: Freeze = { courtOrderId, holder, lots: [], status: 'tracing', by, at: tx.now, waiting };
    await tx.freezes.put(order);
    return order;
  },
  async confirmTrace(tx, { courtOrderId }) {
    const confirmed = confirmTrace(await tx.freezes.get(courtOrderId), tx.caller);
    await tx.freezes.put(confirmed);
    return confirmed;
  },
  async freezeAddresses(tx, { courtOrderId, addresses }) {
    const freeze = await tx.freezes.get(courtOrderId);
    const asked = reach(freeze, addresses, tx.caller.member);
    for (const address of addresses) await mustBeReachable(tx, address, courtOrderId);
    if (freeze.status === 'tracing') await mustBeFree(tx, freeze);
    await tx.freezes.put(asked);
    return asked;
  },
  readAddress: (tx, { address }) => tx.addresses.get(address),
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
    for (const one of items) if ((await tx.links.disclose(one.keptBy, one.address)).owner === holder) found.push(one);
    return { items: found, ...next };
  },
};
