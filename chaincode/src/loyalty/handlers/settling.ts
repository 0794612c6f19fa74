import { isPositive } from '../../kit/value/money';
import { zoneNamed } from '../../kit/value/zone';
import type { PointClaim } from '../records/clearing';
import type { Earning, PointLot, PointUse } from '../records/lot';
import { loyaltyEvents } from '../events';
import { sharesOf, worthOf } from '../rules/cover';
import { idOf } from '../rules/id';
import { reinstated } from '../rules/validity';
import type { PointTx } from '../tables';
import { count, note } from './points';
import { mustHave } from './party';

/** The partner has earned the points that it took: what others issued of them becomes claims on these. */
export async function settleUse(tx: PointTx, use: PointUse): Promise<PointUse> {
  if (use.settledAt !== undefined) return use;
  const settled = { ...use, settledAt: tx.now };
  await tx.pointUses.put(settled);
  await claim(tx, use, keptOf(use), 'forward');
  return settled;
}

/** Of each part that was taken, the points that were not given back; what was taken last goes back first. */
function keptOf({ taken, returned }: PointUse): number[] {
  let back = returned;
  return taken
    .toReversed()
    .map(({ units }) => {
      const given = Math.min(back, units);
      back -= given;
      return units - given;
    })
    .toReversed();
}

/** Claims of the taker on the issuers, or back when points are given back after they were earned. */
async function claim(
  tx: PointTx,
  use: PointUse,
  units: readonly number[],
  way: 'forward' | 'back',
): Promise<void> {
  const { programId, member, taken, to, about } = use;
  const { terms } = await tx.programs.get(programId);
  const all = units.reduce((sum, one) => sum + one, 0);
  const shares = sharesOf(worthOf(terms, all), units);
  const owed = new Map<string, { units: number; amount: bigint }>();
  for (const [at, { issuer }] of taken.entries()) {
    const before = owed.get(issuer) ?? { units: 0, amount: 0n };
    const amount = before.amount + (shares[at]?.amount ?? 0n);
    owed.set(issuer, { units: before.units + (units[at] ?? 0), amount });
  }
  const { currency } = terms.worth.money;
  for (const [nth, [issuer, of]] of [...owed].entries()) {
    const amount = { amount: of.amount, currency };
    if (issuer === to || !isPositive(amount)) continue;
    const [from, whom] = way === 'forward' ? [issuer, to] : [to, issuer];
    const one: PointClaim = {
      ...{ programId, claimId: idOf(tx.callId, nth, use.useId), from, to: whom, units: of.units, amount },
      ...{ at: tx.now, member, ...(about && { about }) },
    };
    await tx.pointClaims.put(one);
  }
}

/** Gives points back, until so many are given back in all: in new lots with the end and the age that they had. */
export async function returnUse(tx: PointTx, use: PointUse, returnTo: number): Promise<PointUse> {
  const { programId, member, useId, settledAt } = use;
  const after = { ...use, returned: Math.min(returnTo, use.units) };
  const [kept, left] = [keptOf(use), keptOf(after)];
  const units = after.returned - use.returned;
  if (units <= 0) return use;
  const wallet = mustHave(await tx.wallets.find(programId, member), programId, member);
  const { terms } = await tx.programs.get(programId);
  const zone = await zoneNamed(tx.zones, terms.zone);
  for (const [at, { issuer, slice, earnedAt, availableAt, expiresAt }] of use.taken.entries()) {
    const back = (kept[at] ?? 0) - (left[at] ?? 0);
    if (back === 0) continue;
    const lot: PointLot = {
      ...{
        programId,
        member,
        lotId: idOf(tx.callId, at, useId),
        issuer,
        slice,
        units: back,
        unitsLeft: back,
      },
      ...{ earnedAt, availableAt, sourceTx: tx.callId, ...reinstated(terms, expiresAt, tx.now, zone) },
    };
    await tx.pointLots.put(lot);
    await count(tx, { programId, issuer, slice }, 'spent', -back);
  }
  if (settledAt !== undefined)
    await claim(
      tx,
      use,
      kept.map((one, at) => one - (left[at] ?? 0)),
      'back',
    );
  await tx.wallets.put({ ...wallet, balance: wallet.balance + units });
  await tx.pointUses.put(after);
  await note(tx, { programId, member, kind: 'reinstated', units, partner: use.to });
  tx.tell(loyaltyEvents.PointsReturned, { programId, member, useId, units });
  return after;
}

/**
 * Takes points back that were given, until so many stay given: what is left of their lot, and what was spent
 * of it is owed where the program says so.
 */
export async function revokePoints(tx: PointTx, earning: Earning, revokeTo: number): Promise<Earning> {
  const { programId, partner, member, lotId, units, revoked } = earning;
  const wanted = Math.max(0, units - revoked - revokeTo);
  const wallet = mustHave(await tx.wallets.find(programId, member), programId, member);
  const { terms } = await tx.programs.get(programId);
  const lot = await tx.pointLots.find(programId, member, lotId);
  const here = Math.min(wanted, lot?.unitsLeft ?? 0);
  if (lot && here > 0) {
    const unitsLeft = lot.unitsLeft - here;
    if (unitsLeft > 0) await tx.pointLots.put({ ...lot, unitsLeft });
    else await tx.pointLots.remove(programId, member, lotId);
    await count(tx, lot, 'revoked', here);
  }
  const owed = terms.negative ? wanted - here : 0;
  await tx.wallets.put({ ...wallet, balance: wallet.balance - here, owed: wallet.owed + owed });
  const after = { ...earning, revoked: revoked + here + owed };
  await tx.earnings.put(after);
  if (here + owed > 0) {
    await note(tx, { programId, member, kind: 'revoked', units: here + owed, partner }, lotId);
    tx.tell(loyaltyEvents.PointsEnded, { programId, member, kind: 'revoked', units: here + owed });
  }
  return after;
}
