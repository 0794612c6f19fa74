import { demand, refuse } from '../../kit/errors';
import { isPositive, type Money, subtract } from '../../kit/value/money';
import { payOutOfEscrow, pay } from '../../payment/door';
import type { clearingOperations } from '../api/clearing';
import { loyaltyErrors } from '../errors';
import { loyaltyEvents } from '../events';
import type { Netting, PointClaim } from '../records/clearing';
import { partnerKey } from '../records/partner';
import { idOf } from '../rules/id';
import { duesOf, paid, positionsOf } from '../rules/netting';
import type { Part, Writing } from '../tables';
import { mustSpeakFor } from './party';

/** What partners owe each other for points, and how it is settled. */
export const clearingHandlers: Part<typeof clearingOperations> = {
  async net(tx, { programId, nettingId, claims }, { program, found }) {
    const { currency } = program.terms.worth.money;
    const open = new Map(
      found.map((one, at) => {
        const { from = '', claimId = '' } = claims[at] ?? {};
        const claim = one ?? refuse(loyaltyErrors.CLAIM_GONE, { claimId, programId });
        return [`${from} ${claimId}`, claim] as const;
      }),
    );
    for (const { from, claimId } of open.values()) await tx.pointClaims.remove(programId, from, claimId);
    const positions = positionsOf([...open.values()], currency);
    const dues = duesOf(positions, currency);
    const named = [...open.values()].map(({ from, claimId }) => ({ from, claimId }));
    const drawn: Netting = {
      ...{ programId, nettingId, claims: named, positions, dues, at: tx.now },
      status: dues.length > 0 ? 'open' : 'settled',
    };
    const netting = await payFromCollateral(tx, drawn);
    await noteOpen(tx, netting);
    await tx.nettings.put(netting);
    tx.tell(loyaltyEvents.ClaimsNetted, { programId, nettingId, positions });
    return netting;
  },
  async payDue(tx, { programId, nettingId, partner, place, paymentId, lots }, { on: netting, debtor }) {
    await mustSpeakFor(tx, partner);
    const due = netting.dues[place];
    const open = due !== undefined && due.from === partner && isPositive(due.left);
    demand(open && debtor !== undefined, loyaltyErrors.DUE_OTHER, { nettingId, partner, place });
    const about = { room: 'loyalty', id: nettingId };
    await pay(tx, { paymentId, from: partner, lots, to: [{ party: due.to, amount: due.left }], about });
    await tx.partners.put({ ...debtor, openDues: Math.max(0, debtor.openDues - 1) });
    const after = paid(netting, place, due.left);
    await tx.nettings.put(after);
    tx.tell(loyaltyEvents.DuePaid, { programId, nettingId, from: partner, to: due.to, place });
    return after;
  },
  async readNetting(tx, _request, { on: netting }) {
    return netting;
  },
  async listClaims(tx, { programId, from, ...page }) {
    const { items, ...more } = await tx.pointClaims.list(
      page,
      programId,
      ...(from === undefined ? [] : [from]),
    );
    return { items: items.map(seen), ...more };
  },
};

/** A claim without whose points they were. */
const seen = ({ programId, claimId, from, to, units, amount, at }: PointClaim) => ({
  ...{ programId, claimId, from, to, units, amount, at },
});

/** Each due out of the boxes of its debtor, as far as they go. */
async function payFromCollateral(tx: Writing, drawn: Netting): Promise<Netting> {
  let netting = drawn;
  let payments = 0;
  for (const [at, due] of drawn.dues.entries()) {
    const partner = await tx.partners.find(...partnerKey(drawn.programId, due.from));
    let left: Money = due.left;
    for (const boxId of partner?.collateral ?? []) {
      if (!isPositive(left)) break;
      const escrow = await tx.escrows.find(boxId);
      if (escrow?.left.currency !== left.currency) continue;
      const paymentId = idOf(tx.callId, payments, 'netting');
      const gone = await payOutOfEscrow(tx, { escrow, to: due.to, amount: left, paymentId });
      if (!gone) continue;
      payments += 1;
      left = subtract(left, gone);
      netting = paid(netting, at, gone);
    }
  }
  return netting;
}

/** A partner knows how many payments it has open. */
async function noteOpen(tx: Writing, { programId, dues }: Netting): Promise<void> {
  const open = new Map<string, number>();
  for (const { from, left } of dues) if (isPositive(left)) open.set(from, (open.get(from) ?? 0) + 1);
  for (const [from, many] of open) {
    const partner = await tx.partners.find(...partnerKey(programId, from));
    if (partner) await tx.partners.put({ ...partner, openDues: partner.openDues + many });
  }
}
