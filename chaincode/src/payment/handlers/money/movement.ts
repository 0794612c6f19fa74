import { demand, kitErrors } from '../../../kit/errors';
import { isCourts } from '../../rules/court/confirmation';
import { compare } from '../../../kit/value/money';
import type { WriteRows } from '../../../kit/ledger/rows';
import type { Telling, Tx } from '../../../kit/tx';
import type { z } from 'zod';
import { moneyErrors } from '../../errors';
import { moneyEvents } from '../../events';
import { paidOnce } from '../../rules/address';
import { findPayment, placeOf } from './payment';
import { lotStem, lotOf, type Portion, spend } from '../../rules/money/spending';
import { isAddress, isBox } from '../../records/party';
import type { Entry, Lot, Transfer, TransferKind } from '../../records/money';
import type { Address } from '../../records/address';
import type { Block, Clearance, Limit } from '../../records/court';
import {
  type Movement,
  type Payment,
  apartOf,
  mustBeWorth,
  sumOf,
  transferOf,
  entriesOf,
} from '../../rules/money/movement';

/** What a submitted transaction of any room has in hand when its tables hold `moneyTables`. */
export interface MoneyTx extends Tx, Telling {
  readonly lots: WriteRows<Lot>;
  readonly transfers: WriteRows<Transfer>;
  readonly lines: WriteRows<Entry>;
  readonly blocks: WriteRows<z.output<typeof Block>>;
  readonly limits: WriteRows<z.output<typeof Limit>>;
  readonly clearances: WriteRows<z.output<typeof Clearance>>;
  readonly addresses: WriteRows<Address>;
}

/**
 * Pays out of the caller's own lots, in the transaction of whatever fact the payment is for. Answers the
 * movement with the change in `made`.
 */
export async function pay(tx: MoneyTx, payment: Payment): Promise<Transfer> {
  tx.mustBe('the owner of the money', payment.from);
  return move(tx, 'transfer', payment);
}

/** Moves money without asking who calls: for the rules of this room, which asked before. */
export async function move(tx: MoneyTx, kind: TransferKind, movement: Movement): Promise<Transfer> {
  const { from, lots: named } = movement;
  const place = await newPayment(tx, movement);
  const block = isBox(from) ? undefined : await tx.blocks.find(from);
  if (block)
    demand(block.courtOrderId === movement.courtOrderId, moneyErrors.ACCOUNT_FROZEN, {
      courtOrderId: block.courtOrderId,
    });
  const found = await tx.lots.findMany(named.map((lotId) => [from, lotId]));
  const { consumed, created, change, issuer } = spend(found, {
    ...movement,
    owner: from,
    stem: lotStem(place),
    at: tx.now,
  });
  if (!isBox(from) && movement.courtOrderId === undefined) await withinLimit(tx, movement);
  const addressed = await paidAddresses(tx, movement, issuer);
  for (const { owner, lotId } of consumed) await tx.lots.remove(owner, lotId);
  const made = change ? [...created, change] : created;
  const purpose = consumed[0]?.purpose;
  const transfer = {
    ...transferOf(tx, kind, issuer, movement, made),
    ...(purpose && { purpose }),
    ...{ spent: [...named], ...apartOf(place) },
  };
  for (const address of addressed) await tx.addresses.put(address);
  await record(tx, transfer, made);
  return transfer;
}

/** New money, or money destroyed: only the four eyes of a lender say so. */
export async function mint(
  tx: MoneyTx,
  paymentId: string,
  issuer: string,
  { party, amount }: Portion,
): Promise<Transfer> {
  const movement = { paymentId, from: issuer, to: [{ party, amount }], lots: [] };
  const place = await newPayment(tx, movement);
  const lot = lotOf(party, `${lotStem(place)}:0`, issuer, amount);
  const transfer = { ...transferOf(tx, 'issue', issuer, movement, [lot]), ...apartOf(place) };
  await record(tx, transfer, [lot]);
  return transfer;
}

export async function burn(tx: MoneyTx, paymentId: string, from: string, lotId: string): Promise<Transfer> {
  const place = await newPayment(tx, { paymentId, from });
  const lot = await tx.lots.get(from, lotId);
  demand(lot.frozenBy === undefined, moneyErrors.LOT_FROZEN, { lotId, courtOrderId: lot.frozenBy ?? 'none' });
  await tx.lots.remove(from, lotId);
  const movement = { paymentId, from, to: [], lots: [lotId] };
  const transfer = {
    ...transferOf(tx, 'redeem', lot.issuer, movement, []),
    spent: [lotId],
    ...apartOf(place),
  };
  await record(tx, transfer, []);
  return transfer;
}

/** Where a new payment will stand; its payer uses an id once. */
async function newPayment(
  tx: MoneyTx,
  { paymentId, from, courtOrderId }: Pick<Movement, 'paymentId' | 'from' | 'courtOrderId'>,
): Promise<readonly string[]> {
  demand(courtOrderId !== undefined || !isCourts(paymentId), kitErrors.ID_KEPT, { id: paymentId });
  demand((await findPayment(tx, { paymentId, from })) === undefined, moneyErrors.PAYMENT_EXISTS, {
    paymentId,
  });
  return placeOf(tx, { paymentId, from });
}

/** Anti-money-laundering: the auditor agreed to this very payment beforehand. */
async function withinLimit(tx: MoneyTx, { from, to, paymentId, unasked }: Movement): Promise<void> {
  const amount = sumOf(to);
  const limit = await tx.limits.find(amount.currency);
  if (unasked && limit?.least)
    mustBeWorth(
      to.filter(({ party }) => party !== from),
      limit.least,
    );
  if (!limit || compare(amount, limit.above) <= 0) return;
  demand(await isCleared(tx, { from, to, paymentId }), moneyErrors.CLEARANCE_NEEDED, {
    amount: `${amount.amount}`,
    above: `${limit.above.amount}`,
    currency: amount.currency,
  });
}

async function isCleared(
  tx: MoneyTx,
  { from, to, paymentId }: Pick<Movement, 'from' | 'to' | 'paymentId'>,
): Promise<boolean> {
  // Under the id alone stands what was cleared before several payers could use one.
  const cleared = (await tx.clearances.find(paymentId, from)) ?? (await tx.clearances.find(paymentId));
  return cleared?.from === from && compare(cleared.amount, sumOf(to)) >= 0;
}

/**
 * The addresses among the payees, as they are once paid; all that they may be paid is checked before anything
 * is written.
 */
async function paidAddresses(tx: MoneyTx, movement: Movement, issuer: string): Promise<Address[]> {
  const paid: Address[] = [];
  // What comes back to an address is no more than what it paid: it hides nothing and passes no limit.
  const isNew = (party: string): boolean => isAddress(party) && party !== movement.refunds?.from;
  for (const portion of movement.to.filter(({ party }) => isNew(party))) {
    const { party, amount } = portion;
    demand(!paid.some((one) => one.address === party), moneyErrors.ADDRESS_USED, { address: party });
    const [found, limit] = [await tx.addresses.find(party), await tx.limits.find(amount.currency)];
    const { opened, aboveLimit } = paidOnce(found, portion, limit, await isCleared(tx, movement));
    paid.push({ ...opened, paid: { paymentId: movement.paymentId, amount, issuer, at: tx.now, aboveLimit } });
  }
  return paid;
}

async function record(tx: MoneyTx, transfer: Transfer, made: readonly Lot[]): Promise<void> {
  const { paymentId, kind, from, issuer, to, about: what } = transfer;
  const lines = entriesOf(transfer);
  for (const lot of made) await tx.lots.add(lot);
  await tx.transfers.put(transfer);
  for (const line of lines) await tx.lines.add(line);
  tx.tell(moneyEvents.MoneyMoved, { paymentId, kind, from, issuer, to, ...(what && { about: what }) });
}
