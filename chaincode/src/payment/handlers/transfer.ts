import type { Part, Submitting, Reading } from '../tables';
import type { transferOperations } from '../api/transfer';
import { move, pay } from './money/movement';
import { isBox } from '../records/party';
import { mustBeOf, refund } from '../rules/refund';
import { getPayment } from './money/payment';
import { shareOut } from '../rules/money/share';
import { sidesOf, mayLook } from './access';
import type { Transfer } from '../records/money';

/** Paying out of own lots. */
export const transferHandlers: Part<typeof transferOperations> = {
  async transfer(tx, payment) {
    await noted(tx, payment);
    return pay(tx, { ...payment, unasked: true });
  },
  share: (tx, { amount, shares, fee, ...payment }) =>
    pay(tx, { ...payment, to: shareOut(amount, shares, fee), unasked: true }),
  async refund(tx, { amount, refunds: of, ...payment }, { first, apart, known, boxes, quoted }) {
    const original = [first, apart].find((one) => one?.from === of.from);
    const payer = isBox(of.from) ? (boxes[0]?.payer ?? quoted[0]?.maker) : of.from;
    const refunded = refund(original, known, { ...of, payer, by: payment.from, amount });
    tx.mustBe('the owner of the money', payment.from);
    const to = [{ party: refunded.payer ?? of.from, amount, purpose: original?.purpose }];
    const about = original?.about;
    const moved = await move(tx, 'refund', { ...payment, to, refunds: of, ...(about && { about }) });
    mustBeOf(moved, original);
    await tx.refunds.put(refunded);
    return moved;
  },
  readRefunded(tx, _request, { on: refunded }) {
    mayLook(tx, refunded.payer ?? refunded.from, refunded.by);
    return refunded;
  },
  note: (tx, { paymentId }, { secret }) =>
    tx.notes.keep(secret, paymentId, tx.caller.staff ? tx.caller.org : tx.caller.member),
  async read(tx, { paymentId, from }) {
    const transfer = await paymentOf(tx, paymentId, from);
    mayLook(tx, ...sidesOf(transfer));
    return transfer;
  },
  async readNote(tx, { paymentId, from }) {
    const { org, member, staff } = tx.caller;
    if (!staff) return tx.notes.reveal(org, paymentId, member);
    const payers = from === undefined ? await payersOf(tx, paymentId) : [from];
    const keepers = [...new Set([...payers, org])].map((keeper) => [paymentId, keeper]);
    const kept = (await tx.notes.revealMany(org, keepers)).find((one) => one !== undefined);
    return kept ?? tx.notes.reveal(org, paymentId);
  },
};

/**
 * A sealed note must be kept by the payer's organisation under this payment: by the payer, by staff for it,
 * or as it was kept before under the id alone.
 */
async function noted(
  tx: Submitting,
  { from, paymentId, noteSeal }: { from: string; paymentId: string; noteSeal?: string | undefined },
) {
  const [org = ''] = from.split('/');
  if (!noteSeal) return;
  for (const keeper of new Set([from, org]))
    if (await tx.notes.holds(org, noteSeal, paymentId, keeper)) return;
  await tx.notes.check(org, noteSeal, paymentId);
}

/** Of the own organisation, whoever paid under the id. */
export async function payersOf(tx: Reading, paymentId: string): Promise<string[]> {
  const { items } = await tx.transfers.list({ size: 100 }, paymentId);
  return items.map(({ from }) => from).filter((from) => from.startsWith(`${tx.caller.org}/`));
}

/** Of several payments with one id: that of the payer named, else the first of which the caller is a side. */
export async function paymentOf(tx: Reading, paymentId: string, from: string | undefined): Promise<Transfer> {
  if (from !== undefined) return getPayment(tx, { paymentId, from });
  const first = await tx.transfers.get(paymentId);
  const isSide = (one: Transfer) => sidesOf(one).some((party) => tx.is(party));
  if (isSide(first)) return first;
  const { items } = await tx.transfers.list({ size: 100 }, paymentId);
  return items.find(isSide) ?? first;
}
