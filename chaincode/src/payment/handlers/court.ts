import { demand, kitErrors, refuse } from '../../kit/errors';
import { compare } from '../../kit/value/money';
import type { z } from 'zod';
import { moneyErrors } from '../errors';
import { paymentEvents } from '../events';
import { afterClawBack, confirm, type Freeze, freezeLot, lift, mayClawBack, thawLot } from '../records/freeze';
import { freezeAccount, mustBeFree, mustBeReachable } from './block';
import { isBox, move } from './movement';
import { getPayment } from './payment';
import type { Limit, Lot, Transfer } from '../records/money';
import { type ClawBack, confirmClawBack, mustBeSecond, mustNotGain, mustStandApart } from '../records/clawback';
import { seize } from './seizure';
import type { Some, Submitting } from '../tables';

/** Court orders and the auditor: what stops or takes the money of others is asked by one and confirmed by another, of another organisation. */
export const court: Some<
  'freeze' | 'confirmFreeze' | 'unfreeze' | 'clawBack' | 'confirmClawBack' | 'limit' | 'clear' | 'confirmClearance'
> = {
  async freeze(tx, { courtOrderId, holder, lots }) {
    const known = await tx.freezes.known(courtOrderId);
    if (known) return known;
    const by = tx.caller.member;
    const asked: Freeze = { courtOrderId, holder, lots, status: 'asked', by, at: tx.now, waiting: { by, addresses: [] } };
    await (lots.length > 0 ? lotsToFreeze(tx, asked) : mustBeFree(tx, asked));
    await tx.freezes.put(asked);
    return asked;
  },
  async confirmFreeze(tx, { courtOrderId, addresses = [] }) {
    const asked = await tx.freezes.get(courtOrderId);
    const confirmed = confirm(asked, addresses, tx.caller);
    for (const address of addresses) await mustBeReachable(tx, address, courtOrderId);
    if (asked.status === 'asked') await take(tx, asked);
    for (const party of addresses) await tx.blocks.put({ party, courtOrderId });
    await tx.freezes.put(confirmed);
    tx.tell(paymentEvents.MoneyFrozen, { courtOrderId, lots: asked.status === 'asked' ? asked.lots : [] });
    return confirmed;
  },
  async unfreeze(tx, { courtOrderId }) {
    const freeze = await tx.freezes.get(courtOrderId);
    const lifted = lift(freeze);
    const { holder, lots, addresses = [] } = freeze;
    for (const lot of await tx.lots.findMany(lots.map((lotId) => [holder, lotId])))
      if (lot?.frozenBy === courtOrderId) await tx.lots.put(thawLot(lot));
    const blocked = lots.length === 0 && freeze.status === 'standing';
    for (const account of blocked ? [holder, ...addresses] : []) await tx.blocks.remove(account);
    await tx.freezes.put(lifted);
    tx.tell(paymentEvents.MoneyUnfrozen, { courtOrderId });
    return lifted;
  },
  async clawBack(tx, { courtOrderId, paymentId, holder, lots, to, amount }) {
    const known = await tx.clawBacks.known(courtOrderId, paymentId);
    if (known) return known;
    const freeze = await tx.freezes.get(courtOrderId);
    const from = holder ?? freeze.holder;
    mustNotGain(to, tx.caller);
    mayClawBack(freeze, from, lots);
    const order = { courtOrderId, paymentId, holder: from, lots, to, amount };
    const asked: ClawBack = { ...order, status: 'asked', by: tx.caller.member, at: tx.now };
    await tx.clawBacks.put(asked);
    return asked;
  },
  async confirmClawBack(tx, { courtOrderId, paymentId }) {
    const asked = await tx.clawBacks.get(courtOrderId, paymentId);
    const { holder: from, lots, to: party, amount, status, confirmedBy } = asked;
    if (status === 'taken' && confirmedBy === tx.caller.member) return getPayment(tx, { paymentId, from });
    const freeze = await tx.freezes.get(courtOrderId);
    const confirmed = confirmClawBack(asked, tx.caller);
    mayClawBack(freeze, from, lots);
    const taking = { paymentId, from, lots, to: [{ party, amount }], treatment: 'deliver' as const, courtOrderId };
    const transfer = await move(tx, 'clawBack', taking);
    mustBeWhole(transfer);
    await seize(tx, transfer);
    await tx.freezes.put(afterClawBack(freeze, transfer));
    await tx.clawBacks.put(confirmed);
    return transfer;
  },
  async limit(tx, limit) {
    mustFit(limit);
    await tx.limits.put(limit);
    return limit;
  },
  async clear(tx, clearing) {
    const { paymentId, from } = clearing;
    const by = tx.caller.member;
    const known = await tx.clearances.known(paymentId, from, by);
    if (known) return known;
    mustNotGain(from, tx.caller);
    const asked = { ...clearing, by, status: 'asked' as const };
    await tx.clearances.put(asked);
    return asked;
  },
  async confirmClearance(tx, { paymentId, from, by }) {
    const asked = await tx.clearances.get(paymentId, from, by);
    mustBeSecond(by, tx.caller);
    mustStandApart(from, tx.caller);
    const cleared = { ...asked, status: 'cleared' as const, confirmedBy: tx.caller.member };
    await tx.clearances.put(cleared);
    return cleared;
  },
};

/** An address is never the way to pay more than a party may, and what is too small to be paid is no more than may be paid. */
function mustFit({ currency, above, toAddress = above, least = above }: z.output<typeof Limit>): void {
  const wrong = (field: string, why: string) => refuse(kitErrors.INVALID_REQUEST, { operation: 'payment.limit', field, why });
  const [own, one] = [above.currency === currency, 'a limit is in its own currency'];
  if (!own || toAddress.currency !== currency) wrong('above', one);
  if (least.currency !== currency) wrong('least', one);
  if (compare(toAddress, above) > 0) wrong('toAddress', 'an address is paid no more than a party without clearance');
  if (compare(least, above) > 0) wrong('least', 'it is above what may be paid without clearance');
}

/** The record of a box names one lot: change that stayed in the box would be found by none of its rules again. */
function mustBeWhole({ from, made }: Transfer): void {
  const why = 'out of a box the whole is taken';
  demand(!isBox(from) || made.length === 1, kitErrors.INVALID_REQUEST, { operation: 'payment.clawBack', field: 'amount', why });
}

async function lotsToFreeze(tx: Submitting, { holder, lots, courtOrderId }: Freeze): Promise<Lot[]> {
  const found = await tx.lots.findMany(lots.map((lotId) => [holder, lotId]));
  return lots.map((lotId, at) => freezeLot(found[at] ?? refuse(moneyErrors.LOT_GONE, { owner: holder, lotId }), courtOrderId));
}

/** What the order froze on paper is frozen now. */
async function take(tx: Submitting, asked: Freeze): Promise<void> {
  if (asked.lots.length === 0) return freezeAccount(tx, asked);
  for (const lot of await lotsToFreeze(tx, asked)) await tx.lots.put(lot);
}
