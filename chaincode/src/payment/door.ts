import type { Money } from '../kit/value/money';
import type { Telling, Tx } from '../kit/tx';
import { zones } from '../kit/value/zone';
import {
  confirmAsRoom as confirm,
  fund,
  type Funding,
  openEscrow as open,
  release,
  type Settled,
  takeOut,
} from './handlers/escrow';
import { move as moveMoney, pay as payMoney } from './handlers/money/movement';
import { findPayment, firstLot as firstLotOf, knownPayment as known } from './handlers/money/payment';
import { draw as drawMoney } from './handlers/standing';
import { escrowLife } from './life';
import { type Escrow, escrowTables } from './records/escrow';
import { moneyTables, type Transfer, type TransferKind } from './records/money';
import { type Drawn, drawTables, type StandingOrder } from './records/standing';
import { emptyEscrow as emptied, payOut, type Terms } from './rules/escrow';
import type { Movement, Payment } from './rules/money/movement';
import { mustPayFor } from './rules/standing';

export type { Payment } from './rules/money/movement';

export { type Terms as EscrowTerms } from './rules/escrow';

export { isFunded } from './records/escrow';

export { escrowBox } from './records/escrow';

export { categoryOf } from './rules/request';

export { samePurpose } from './rules/voucher';

/** A transaction of any room that writes. */
type Acting = Tx & Telling;
/** A payment by its id and its payer, who uses an id once. */
type Named = { readonly paymentId: string; readonly from: string };

/**
 * Pays out of the caller's own lots, in the transaction of whatever fact the payment is for, and tells
 * `MoneyMoved`. Answers the movement, with the lots that it made, the change among them, in `made`. Refuses
 * with the money refusals (`moneyErrors`); NOT_YOURS unless the caller owns the money.
 */
export const pay = (tx: Acting, payment: Payment): Promise<Transfer> =>
  payMoney(tx.enter(moneyTables), payment);

/**
 * The same without asking who calls, for money that waits by a rule of the calling room; the kind says what
 * the movement is.
 */
export const move = (tx: Acting, kind: TransferKind, movement: Movement): Promise<Transfer> =>
  moveMoney(tx.enter(moneyTables), kind, movement);

/**
 * The payment if this very request made it, `undefined` if there is none; EXISTS_DIFFERENTLY if its payer
 * used the id for another.
 */
export const knownPayment = (tx: Acting, payment: Named): Promise<Transfer | undefined> =>
  known(tx.enter(moneyTables), payment);

/**
 * Whether a payment was made of just these lots, where they are given, about just this: so a room that keeps
 * no lots tells a call that is repeated from one that says something else.
 */
export async function isPaidWith(
  tx: Acting,
  { lots, about, ...payment }: Named & Pick<Movement, 'about'> & { readonly lots?: readonly string[] },
): Promise<boolean> {
  const made = await findPayment(tx.enter(moneyTables), payment);
  const same = made?.about?.room === about?.room && made?.about?.id === about?.id;
  return made !== undefined && same && (lots === undefined || made.spent.join() === lots.join());
}

/** What is drawn of a standing order, and for which contract of a room. */
export interface Drawing {
  readonly order: StandingOrder;
  readonly paymentId: string;
  readonly amount: Money;
  readonly contract: { readonly room: string; readonly id: string; readonly payee: string };
}

/**
 * Draws under a standing order, in the transaction of the room that books it: the caller is its payee. A draw that
 * the account refused answers `refused`: then nothing is booked. Throws `drawErrors` and `moneyErrors`.
 */
export function draw(tx: Acting, { order, contract, ...asked }: Drawing): Promise<Drawn> {
  mustPayFor(order, contract);
  return drawMoney(tx.enter({ ...moneyTables, ...drawTables, zones }), order, asked);
}

/** The id of the first lot that a payment will make. */
export const firstLot = (tx: Acting, payment: Named): Promise<string> =>
  firstLotOf(tx.enter(moneyTables), payment);

/**
 * Records an escrow as agreed and not yet funded; the first call with an id counts. Refuses with
 * ESCROW_TERMS, SHARES_EMPTY.
 */
export const openEscrow = (tx: Acting, terms: Terms): Promise<Escrow> => open(tx.enter(escrowTables), terms);

/**
 * Puts the payer's money into the box: NOT_YOURS or WRONG_SIDE unless the caller is the payer,
 * DEADLINE_PASSED, the money refusals. A room that knows what is bought says category and vehicle, so that
 * vouchers fit.
 */
export async function fundEscrow(
  tx: Acting,
  { escrowId, ...funding }: Funding & { readonly escrowId: string },
): Promise<Settled> {
  const own = tx.enter(escrowTables);
  const escrow = await own.escrows.get(escrowId);
  tx.take(escrowLife.fundEscrow, escrow);
  return fund(own, escrow, funding);
}

/**
 * Confirms a condition that names the calling room (`room:service`) by its own facts; twice changes nothing.
 */
export const confirmAsRoom = (tx: Acting, confirmation: Parameters<typeof confirm>[1]): Promise<Escrow> =>
  confirm(tx.enter(escrowTables), confirmation);

/**
 * Pays a milestone to the payee, splits shared out and less the fee; the payer releases it without its
 * conditions.
 */
export async function releaseEscrow(
  tx: Acting,
  { escrowId, ...milestone }: Record<'escrowId' | 'milestoneId' | 'paymentId', string>,
): Promise<Settled> {
  const own = tx.enter(escrowTables);
  return release(own, await own.escrows.get(escrowId), milestone);
}

/**
 * Empties a box that waits for the calling room: so much back to the payer, with the purpose that it had, the
 * rest to the payee. Answers what went back; `undefined` of a box that the sides emptied themselves, which
 * stays as it is.
 */
export async function emptyEscrow(
  tx: Acting,
  { escrow, refund, paymentId }: { escrow: Escrow; refund: Money; paymentId: string },
): Promise<Money | undefined> {
  const done = emptied(escrow, refund);
  if (!done) return undefined;
  await takeOut(tx.enter(escrowTables), done.kind, escrow, paymentId, done.opened);
  return refund;
}

/**
 * Pays a third party out of a box that stands for the payer's word, as far as it goes. Answers what was paid,
 * `undefined` when it is gone.
 */
export async function payOutOfEscrow(
  tx: Acting,
  { escrow, to, amount, paymentId }: { escrow: Escrow; to: string; amount: Money; paymentId: string },
): Promise<Money | undefined> {
  const opened = payOut(escrow, to, amount);
  if (!opened) return undefined;
  await takeOut(tx.enter(escrowTables), 'resolve', escrow, paymentId, opened);
  return opened.to[0]?.amount;
}
