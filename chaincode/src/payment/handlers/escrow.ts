import type { Escrow } from '../records/escrow';
import { confirm, dispute, escrowBox, resolve, withdrawEscrow, withHoldBack } from '../rules/escrow';
import { paymentEvents } from '../events';
import { knownPayment } from './payment';
import { fundEscrow, openEscrow, refundEscrow, releaseEscrow, type Settled, takeOut } from './settlement';
import type { Some, Submitting } from '../tables';

/** Escrow. */
export const desk: Some<
  'openEscrow' | 'fundEscrow' | 'withdrawEscrow' | 'confirm' | 'releaseEscrow' | 'refundEscrow' | 'dispute' | 'resolve'
> = {
  async openEscrow(tx, { holdBack, milestones, ...terms }) {
    tx.mustBe('the payer or the payee', terms.payer, terms.payee);
    return told(tx, await openEscrow(tx, { ...terms, milestones: holdBack ? withHoldBack(milestones, holdBack) : milestones }));
  },
  async fundEscrow(tx, funding) {
    return (await repeated(tx, funding, 'payer')) ?? toldBoth(tx, await fundEscrow(tx, funding));
  },
  async withdrawEscrow(tx, { escrowId }) {
    const escrow = await tx.escrows.get(escrowId);
    tx.mustBe('the payer or the payee', escrow.payer, escrow.payee);
    return put(tx, withdrawEscrow(escrow));
  },
  async confirm(tx, { escrowId, milestoneId, conditionId }) {
    const before = await tx.escrows.get(escrowId);
    const after = confirm(before, milestoneId, conditionId, (party) => tx.is(party), tx.now);
    // Confirming again writes nothing: it would keep a release in the same block from committing, as often as somebody likes.
    return after === before ? before : put(tx, after);
  },
  async releaseEscrow(tx, release) {
    return (await repeated(tx, release)) ?? toldBoth(tx, await releaseEscrow(tx, release));
  },
  async refundEscrow(tx, refund) {
    return (await repeated(tx, refund)) ?? toldBoth(tx, await refundEscrow(tx, refund));
  },
  async dispute(tx, { escrowId }) {
    const escrow = await tx.escrows.get(escrowId);
    tx.mustBe('the payer or the payee', escrow.payer, escrow.payee);
    return put(tx, dispute(escrow, tx.now));
  },
  async resolve(tx, { escrowId, paymentId, payerShare, payeeShare }) {
    const known = await repeated(tx, { escrowId, paymentId });
    if (known) return known;
    const escrow = await tx.escrows.get(escrowId);
    tx.mustBe('the arbiter', ...(escrow.arbiter ? [escrow.arbiter.party] : []));
    return toldBoth(tx, await takeOut(tx, 'resolve', escrow, paymentId, resolve(escrow, payerShare, payeeShare, tx.now)));
  },
};

async function repeated(
  tx: Submitting,
  { escrowId, paymentId }: { escrowId: string; paymentId: string },
  paying: 'payer' | 'box' = 'box',
): Promise<Settled | undefined> {
  const escrow = await tx.escrows.get(escrowId);
  const from = paying === 'payer' ? escrow.payer : escrowBox(escrowId);
  const transfer = await knownPayment(tx, { paymentId, from });
  return transfer && { escrow, transfer };
}

async function put(tx: Submitting, escrow: Escrow): Promise<Escrow> {
  await tx.escrows.put(escrow);
  return told(tx, escrow);
}

function told(tx: Submitting, escrow: Escrow): Escrow {
  const { escrowId, payer, payee, status, left } = escrow;
  tx.tell(paymentEvents.EscrowChanged, { escrowId, payer, payee, status, left });
  return escrow;
}

const toldBoth = (tx: Submitting, settled: Settled): Settled => {
  told(tx, settled.escrow);
  return settled;
};
