import { selfOf } from '../../kit/who';
import type { Part, Submitting } from '../tables';
import type { escrowOperations } from '../api/escrow';
import { type Escrow, escrowBox, payeesOf } from '../records/escrow';
import {
  confirm,
  dispute,
  fundEscrow,
  type Opened,
  openEscrow as open,
  refundEscrow,
  releaseEscrow,
  resolve,
  type Terms,
  withdrawEscrow,
  withHoldBack,
} from '../rules/escrow';
import { paymentEvents } from '../events';
import { mayLook } from './access';
import type { WriteRows } from '../../kit/ledger/rows';
import { type MoneyTx, move } from './money/movement';
import type { Transfer, TransferKind } from '../records/money';

/** Escrow. */
export const escrowHandlers: Part<typeof escrowOperations> = {
  async openEscrow(tx, { holdBack, milestones, ...terms }) {
    tx.mustBe('the payer or the payee', terms.payer, terms.payee);
    return tell(
      tx,
      await openEscrow(tx, {
        ...terms,
        milestones: holdBack ? withHoldBack(milestones, holdBack) : milestones,
      }),
    );
  },
  async fundEscrow(tx, { paymentId, lots }, { on: escrow }) {
    return tellOf(tx, await fund(tx, escrow, { paymentId, lots }));
  },
  withdrawEscrow: (tx, _request, { on: escrow }) => change(tx, withdrawEscrow(escrow)),
  async confirm(tx, { milestoneId, conditionId }, { on: before }) {
    const after = confirm(before, milestoneId, conditionId, (party) => tx.is(party), tx.now);
    // Confirming again writes nothing: it would keep a release in the same block from committing, as often as
    // somebody likes.
    return after === before ? before : change(tx, after);
  },
  async releaseEscrow(tx, { milestoneId, paymentId }, { on: escrow }) {
    return tellOf(tx, await release(tx, escrow, { milestoneId, paymentId }));
  },
  async refundEscrow(tx, { paymentId }, { on: escrow }) {
    const opened = refundEscrow(escrow, tx.now, tx.is(escrow.payee));
    return tellOf(tx, await takeOut(tx, 'refund', escrow, paymentId, opened));
  },
  dispute: (tx, _request, { on: escrow }) => change(tx, dispute(escrow, tx.now)),
  async resolve(tx, { paymentId, payerShare, payeeShare }, { on: escrow }) {
    return tellOf(
      tx,
      await takeOut(tx, 'resolve', escrow, paymentId, resolve(escrow, payerShare, payeeShare, tx.now)),
    );
  },
  readEscrow: (_tx, _request, { on: escrow }) => escrow,
  listEscrows(tx, { party = selfOf(tx.caller), as, ...page }) {
    mayLook(tx, party);
    return tx.escrows.listBy(as === 'payer' ? 'byPayer' : 'byPayee', [party], page);
  },
};

async function change(tx: Submitting, escrow: Escrow): Promise<Escrow> {
  await tx.escrows.put(escrow);
  return tell(tx, escrow);
}

function tell(tx: Submitting, escrow: Escrow): Escrow {
  const { escrowId, payer, payee, status, left } = escrow;
  tx.tell(paymentEvents.EscrowChanged, { escrowId, payer, payee, status, left });
  return escrow;
}

const tellOf = (tx: Submitting, settled: Settled): Settled => {
  tell(tx, settled.escrow);
  return settled;
};

/** What a submitted transaction of any room has in hand when it writes escrows. */
export interface EscrowTx extends MoneyTx {
  readonly escrows: WriteRows<Escrow>;
}

export interface Settled {
  readonly escrow: Escrow;
  readonly transfer: Transfer;
}

/** Records an escrow; the first call with an id counts. */
export async function openEscrow(tx: EscrowTx, terms: Terms): Promise<Escrow> {
  const known = await tx.escrows.known(terms.escrowId);
  if (known) return known;
  const escrow = open(terms, tx.now);
  await tx.escrows.put(escrow);
  return escrow;
}

/** What pays into a box, and what a room that knows what is bought says of it. */
export interface Funding {
  readonly paymentId: string;
  readonly lots: readonly string[];
  readonly category?: string | undefined;
  readonly vin?: string | undefined;
}

/** Puts the payer's money into the box. Vouchers must fit everybody who may get of it. */
export async function fund(tx: EscrowTx, escrow: Escrow, funding: Funding): Promise<Settled> {
  const { escrowId, payer, amount, about } = escrow;
  const funded = fundEscrow(escrow, tx.now);
  const to = [{ party: escrowBox(escrowId), amount }];
  const waiting = { from: payer, to, treatment: 'wait' as const, payees: payeesOf(escrow), about };
  return settle(tx, funded, await move(tx, 'fund', { ...funding, ...waiting }));
}

/** A room confirms a condition that names it (`room:service`) by its own facts. */
export async function confirmAsRoom(
  tx: EscrowTx,
  {
    escrowId,
    milestoneId,
    conditionId,
    room,
  }: Record<'escrowId' | 'milestoneId' | 'conditionId', string> & { room: `room:${string}` },
): Promise<Escrow> {
  const before = await tx.escrows.get(escrowId);
  const escrow = confirm(before, milestoneId, conditionId, (party) => party === room, tx.now);
  if (escrow !== before) await tx.escrows.put(escrow);
  return escrow;
}

/**
 * Pays a milestone to the payee (splits, less the fee). Anyone may call; the payer releases without the
 * conditions.
 */
export async function release(
  tx: EscrowTx,
  escrow: Escrow,
  { milestoneId, paymentId }: { milestoneId: string; paymentId: string },
): Promise<Settled> {
  const waived = tx.is(escrow.payer);
  return takeOut(
    tx,
    'release',
    escrow,
    paymentId,
    releaseEscrow(escrow, { milestoneId, paymentId, at: tx.now, waived }),
  );
}

/**
 * Moves what a rule opened out of the box and keeps the record in step. What goes back to the payer keeps its
 * purpose.
 */
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
  return settle(tx, after, transfer);
}

async function settle(tx: EscrowTx, after: Escrow, transfer: Transfer): Promise<Settled> {
  const { lot: _, ...bare } = after;
  const inside = transfer.made.find(({ owner }) => owner === escrowBox(after.escrowId));
  const escrow = inside ? { ...bare, lot: inside.lotId } : bare;
  await tx.escrows.put(escrow);
  return { escrow, transfer };
}
