import { demand, kitErrors, refuse } from '../kit/errors';
import { compare } from '../kit/money';
import type { z } from 'zod';
import { moneyErrors } from './errors';
import { paymentEvents } from './events';
import { afterClawBack, type Freeze, freezeLot, lift, mayClawBack, thawLot } from './freeze';
import { freezeAccount } from './block';
import { isBox, move } from './move';
import { knownPayment } from './place';
import type { Limit, Transfer } from './records';
import { seize } from './seizure';
import type { Some, Submitting } from './tables';

/** Court orders and the auditor. */
export const court: Some<'freeze' | 'unfreeze' | 'clawBack' | 'limit' | 'clear'> = {
  async freeze(tx, { courtOrderId, holder, lots }) {
    const known = await tx.freezes.known(courtOrderId);
    if (known) return known;
    const freeze: Freeze = { courtOrderId, holder, lots, status: 'standing', by: tx.caller.member, at: tx.now };
    await (lots.length > 0 ? freezeLots(tx, freeze) : freezeAccount(tx, freeze));
    await tx.freezes.put(freeze);
    tx.tell(paymentEvents.MoneyFrozen, { courtOrderId, lots });
    return freeze;
  },
  async unfreeze(tx, { courtOrderId }) {
    const freeze = await tx.freezes.get(courtOrderId);
    const lifted = lift(freeze);
    const { holder, lots, addresses = [] } = freeze;
    for (const lot of await tx.lots.findMany(lots.map((lotId) => [holder, lotId]))) if (lot) await tx.lots.put(thawLot(lot));
    const blocked = lots.length === 0 && freeze.status === 'standing';
    for (const account of blocked ? [holder, ...addresses] : []) await tx.blocks.remove(account);
    await tx.freezes.put(lifted);
    tx.tell(paymentEvents.MoneyUnfrozen, { courtOrderId });
    return lifted;
  },
  async clawBack(tx, { courtOrderId, paymentId, holder, lots, to, amount }) {
    const freeze = await tx.freezes.get(courtOrderId);
    const from = holder ?? freeze.holder;
    const known = await knownPayment(tx, { paymentId, from });
    if (known) return known;
    mayClawBack(freeze, from, lots);
    const taking = {
      paymentId,
      from,
      lots,
      to: [{ party: to, amount }],
      treatment: 'deliver' as const,
      courtOrderId,
    };
    const transfer = await move(tx, 'clawBack', taking);
    mustBeWhole(transfer);
    await seize(tx, transfer);
    await tx.freezes.put(afterClawBack(freeze, transfer));
    return transfer;
  },
  async limit(tx, limit) {
    mustFit(limit);
    await tx.limits.put(limit);
    return limit;
  },
  async clear(tx, clearing) {
    const known = await tx.clearances.known(clearing.paymentId);
    if (known) return known;
    const clearance = { ...clearing, by: tx.caller.member };
    await tx.clearances.put(clearance);
    return clearance;
  },
};

/** An address is never the way to pay more than a party may. */
function mustFit({ currency, above, toAddress = above }: z.output<typeof Limit>): void {
  const one = above.currency === currency && toAddress.currency === currency;
  const why = one ? 'an address is paid no more than a party without clearance' : 'a limit is in its own currency';
  const fits = one && compare(toAddress, above) <= 0;
  demand(fits, kitErrors.INVALID_REQUEST, { operation: 'payment.limit', field: one ? 'toAddress' : 'above', why });
}

/** The record of a box names one lot: change that stayed in the box would be found by none of its rules again. */
function mustBeWhole({ from, made }: Transfer): void {
  const why = 'out of a box the whole is taken';
  demand(!isBox(from) || made.length === 1, kitErrors.INVALID_REQUEST, { operation: 'payment.clawBack', field: 'amount', why });
}

async function freezeLots(tx: Submitting, { holder, lots, courtOrderId }: Freeze): Promise<void> {
  const found = await tx.lots.findMany(lots.map((lotId) => [holder, lotId]));
  for (const [at, lotId] of lots.entries()) {
    const lot = found[at] ?? refuse(moneyErrors.LOT_GONE, { owner: holder, lotId });
    await tx.lots.put(freezeLot(lot, courtOrderId));
  }
}
