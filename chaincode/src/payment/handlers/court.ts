import type { Found } from '../../kit/ledger/rows';
import type { Part, Submitting } from '../tables';
import type { courtOperations } from '../api/court';
import { demand, kitErrors, refuse } from '../../kit/errors';
import { moneyErrors } from '../errors';
import { paymentEvents } from '../events';
import type { Freeze } from '../records/freeze';
import {
  afterClawBack,
  askToLift,
  confirm,
  confirmLift,
  confirmTrace,
  freezeLot,
  mayClawBack,
  mustBeWhole,
  reach,
  thawLot,
} from '../rules/court/freeze';
import { freezeAccount, mustBeFree, mustBeReachable, mustBeAccount } from './block';
import { move } from './money/movement';
import { findPayment, getPayment } from './money/payment';
import type { Lot } from '../records/money';
import { type ClawBack } from '../records/clawback';
import {
  confirmClawBack,
  mustBeSecond,
  mustNotGain,
  mustStandApart,
  paidAs,
} from '../rules/court/confirmation';
import { seize } from './seizure';
import { mayLook } from './access';

/**
 * Court orders and the auditor: what stops or takes the money of others is asked by one and confirmed by
 * another, of another organisation.
 */
export const courtHandlers: Part<typeof courtOperations> = {
  async freeze(tx, { courtOrderId, holder, lots }) {
    const known = await tx.freezes.known(courtOrderId);
    if (known) return known;
    const by = tx.caller.member;
    const asked: Freeze = {
      courtOrderId,
      holder,
      lots,
      status: 'asked',
      by,
      at: tx.now,
      waiting: { by, addresses: [] },
    };
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
    const after = askToLift(freeze, tx.caller);
    if (after.status === 'lifted') return putLifted(tx, freeze, after);
    if (after !== freeze) await tx.freezes.put(after);
    return after;
  },
  async confirmUnfreeze(tx, { courtOrderId }) {
    const freeze = await tx.freezes.get(courtOrderId);
    return putLifted(tx, freeze, confirmLift(freeze, tx.caller));
  },
  async clawBack(tx, { courtOrderId, paymentId, holder, lots, to, amount }) {
    const freeze = await tx.freezes.get(courtOrderId);
    const from = holder ?? freeze.holder;
    mustNotGain(to, tx.caller);
    mayClawBack(freeze, from, lots);
    const order = { courtOrderId, paymentId, holder: from, lots, to, amount };
    return newClawBack(tx, { ...order, status: 'asked', by: tx.caller.member, at: tx.now });
  },
  async confirmClawBack(tx, named) {
    const asked = await clawBackOf(tx.clawBacks, 'payment.confirmClawBack', named);
    const { courtOrderId, holder: from, lots, to: party, amount, status, confirmedBy } = asked;
    if (status === 'taken' && confirmedBy === tx.caller.member)
      return getPayment(tx, { paymentId: paidAs(asked), from });
    const freeze = await tx.freezes.get(courtOrderId);
    const isTaken = (await findPayment(tx, { paymentId: asked.paymentId, from })) !== undefined;
    const confirmed = confirmClawBack(asked, tx.caller, isTaken);
    const paymentId = paidAs(confirmed);
    mayClawBack(freeze, from, lots);
    const taking = {
      paymentId,
      from,
      lots,
      to: [{ party, amount }],
      treatment: 'deliver' as const,
      courtOrderId,
    };
    const transfer = await move(tx, 'clawBack', taking);
    mustBeWhole(transfer);
    await seize(tx, transfer);
    await tx.freezes.put(afterClawBack(freeze, transfer));
    await tx.clawBacks.put(confirmed);
    return transfer;
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
  async readFreeze(tx, { courtOrderId }) {
    const freeze = await tx.freezes.get(courtOrderId);
    if (freeze.status === 'tracing' && freeze.waiting === undefined) mayLook(tx, freeze.by);
    return freeze;
  },
  readClawBack: (tx, named) => clawBackOf(tx.clawBacks, 'payment.readClawBack', named),
  async readClearance(tx, { paymentId, from, by }) {
    return (await tx.clearances.find(paymentId, from)) ?? tx.clearances.get(paymentId, from, by);
  },
  async readBlock(tx, { party }) {
    mayLook(tx, party);
    const block = await tx.blocks.find(party);
    return block ? { block } : {};
  },
};

async function lotsToFreeze(tx: Submitting, { holder, lots, courtOrderId }: Freeze): Promise<Lot[]> {
  const found = await tx.lots.findMany(lots.map((lotId) => [holder, lotId]));
  return lots.map((lotId, at) =>
    freezeLot(found[at] ?? refuse(moneyErrors.LOT_GONE, { owner: holder, lotId }), courtOrderId),
  );
}

/** What the order froze on paper is frozen now. */
async function take(tx: Submitting, asked: Freeze): Promise<void> {
  if (asked.lots.length === 0) return freezeAccount(tx, asked);
  for (const lot of await lotsToFreeze(tx, asked)) await tx.lots.put(lot);
}

/**
 * Two persons of two organisations lifted it, or who asked for it took it back before anything was frozen.
 */
async function putLifted(
  tx: Submitting,
  { courtOrderId, holder, lots, addresses = [], status }: Freeze,
  lifted: Freeze,
) {
  for (const lot of await tx.lots.findMany(lots.map((lotId) => [holder, lotId])))
    if (lot?.frozenBy === courtOrderId) await tx.lots.put(thawLot(lot));
  const blocked = lots.length === 0 && status === 'standing';
  for (const account of blocked ? [holder, ...addresses] : []) await tx.blocks.remove(account);
  await tx.freezes.put(lifted);
  tx.tell(paymentEvents.MoneyUnfrozen, { courtOrderId });
  return lifted;
}

type Taking = Pick<ClawBack, 'courtOrderId' | 'paymentId'>;

/**
 * Who asks under ids that another used first, having seen them in a proposal, asks all the same: the order
 * stands under its name too.
 */
async function newClawBack(
  { clawBacks: rows }: Pick<Submitting, 'clawBacks'>,
  asked: ClawBack,
): Promise<ClawBack> {
  const { courtOrderId, paymentId, by } = asked;
  const first = await rows.find(courtOrderId, paymentId);
  if (first === undefined || first.by === by) {
    const known = await rows.known(courtOrderId, paymentId);
    if (!known) await rows.put(asked);
    return known ?? asked;
  }
  const known = await rows.known(courtOrderId, paymentId, by);
  if (known) return known;
  const apart = { ...asked, apart: true as const };
  await rows.put(apart);
  if (!first.contested) await rows.put({ ...first, contested: true });
  return apart;
}

/**
 * The order that is confirmed or read. Who asked must be said once there are several, so that nobody's is
 * taken for another's.
 */
async function clawBackOf(
  rows: Found<ClawBack>,
  operation: 'payment.confirmClawBack' | 'payment.readClawBack',
  { courtOrderId, paymentId, by }: Taking & { readonly by?: string | undefined },
) {
  const first = await rows.get(courtOrderId, paymentId);
  const why = 'several persons asked under these ids';
  demand(by !== undefined || !first.contested, kitErrors.INVALID_REQUEST, { operation, field: 'by', why });
  return by === undefined || by === first.by ? first : rows.get(courtOrderId, paymentId, by);
}
