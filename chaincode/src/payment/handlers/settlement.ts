import type { WriteRows } from '../../kit/ledger/rows';
import type { Escrow } from '../records/escrow';
import {
  confirm,
  escrowBox,
  payeesOf,
  fundEscrow as fund,
  type Opened,
  openEscrow as open,
  refundEscrow as refund,
  releaseEscrow as release,
} from '../rules/escrow';
import { type MoneyTx, move } from './movement';
import type { Transfer, TransferKind } from '../records/money';

/** What a submitted transaction of any room has in hand when its tables hold `escrowTables`. */
export interface EscrowTx extends MoneyTx {
  readonly escrows: WriteRows<Escrow>;
}

export interface Settled {
  readonly escrow: Escrow;
  readonly transfer: Transfer;
}

/** Records an escrow; the first call with an id counts. */
export async function openEscrow(tx: EscrowTx, terms: Parameters<typeof open>[0]): Promise<Escrow> {
  const known = await tx.escrows.known(terms.escrowId);
  if (known) return known;
  const escrow = open(terms, tx.now);
  await tx.escrows.put(escrow);
  return escrow;
}

/** Puts the payer's money into the box; the caller must be the payer. Vouchers must fit the payee. */
export async function fundEscrow(
  tx: EscrowTx,
  {
    escrowId,
    paymentId,
    lots,
    category,
    vin,
  }: { escrowId: string; paymentId: string; lots: readonly string[]; category?: string | undefined; vin?: string | undefined },
): Promise<Settled> {
  const escrow = await tx.escrows.get(escrowId);
  tx.mustBe('the payer', escrow.payer);
  const funded = fund(escrow, tx.now);
  const to = [{ party: escrowBox(escrowId), amount: escrow.amount }];
  const payees = payeesOf(escrow);
  const transfer = await move(tx, 'fund', {
    paymentId,
    from: escrow.payer,
    lots,
    to,
    treatment: 'wait',
    payees,
    category,
    vin,
    about: escrow.about,
  });
  return put(tx, funded, transfer);
}

/** A room confirms a condition that names it (`room:service`) by its own facts. */
export async function confirmAsRoom(
  tx: EscrowTx,
  {
    escrowId,
    milestoneId,
    conditionId,
    room,
  }: { escrowId: string; milestoneId: string; conditionId: string; room: `room:${string}` },
): Promise<Escrow> {
  const before = await tx.escrows.get(escrowId);
  const escrow = confirm(before, milestoneId, conditionId, (party) => party === room, tx.now);
  if (escrow !== before) await tx.escrows.put(escrow);
  return escrow;
}

/** Pays a milestone to the payee (splits, less the fee). Anyone may call; the payer releases without the conditions. */
export async function releaseEscrow(
  tx: EscrowTx,
  { escrowId, milestoneId, paymentId }: { escrowId: string; milestoneId: string; paymentId: string },
): Promise<Settled> {
  const escrow = await tx.escrows.get(escrowId);
  const waived = tx.is(escrow.payer);
  return takeOut(tx, 'release', escrow, paymentId, release(escrow, { milestoneId, paymentId, at: tx.now, waived }));
}

/** Gives back all that is left. Anyone after the deadline; sooner when the payee calls, or when a room says that the payee agreed. */
export async function refundEscrow(
  tx: EscrowTx,
  { escrowId, paymentId, agreed }: { escrowId: string; paymentId: string; agreed?: boolean },
): Promise<Settled> {
  const escrow = await tx.escrows.get(escrowId);
  return takeOut(tx, 'refund', escrow, paymentId, refund(escrow, tx.now, agreed ?? tx.is(escrow.payee)));
}

/** Moves what a rule opened out of the box and keeps the record in step. What goes back to the payer keeps its purpose. */
export async function takeOut(
  tx: EscrowTx,
  kind: TransferKind,
  escrow: Escrow,
  paymentId: string,
  { escrow: after, to }: Opened,
): Promise<Settled> {
  const lots = escrow.lot ? [escrow.lot] : [];
  const transfer = await move(tx, kind, {
    paymentId,
    from: escrowBox(escrow.escrowId),
    lots,
    to,
    treatment: 'deliver',
    about: escrow.about,
  });
  return put(tx, after, transfer);
}

async function put(tx: EscrowTx, after: Escrow, transfer: Transfer): Promise<Settled> {
  const { lot: _, ...bare } = after;
  const inside = transfer.made.find(({ owner }) => owner === escrowBox(after.escrowId));
  const escrow = inside ? { ...bare, lot: inside.lotId } : bare;
  await tx.escrows.put(escrow);
  return { escrow, transfer };
}
