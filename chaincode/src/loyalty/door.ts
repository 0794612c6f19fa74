import type { Telling, Tx } from '../kit/tx';
import type { Earning, PointUse } from './records/lot';
import { type Giving, givePoints, takeOut, type Using } from './handlers/points';
import { mayBe, mustHave } from './handlers/party';
import { returnUse, revokePoints, settleUse } from './handlers/settling';
import type { PointClaim } from './records/clearing';
import { partnerKey } from './records/partner';
import { idOf } from './rules/id';
import { pointTables } from './tables';
import { standingIn } from './rules/standing';
import { dayIn, zoneNamed } from '../kit/value/zone';

/** A transaction of any room that writes. */
type Acting = Tx & Telling;

/**
 * Gives a member points for a fact of the calling room, in its transaction. Answers what was given; nothing
 * when it earns nothing, was given before, or the partner may not issue: a fact never fails for its points.
 */
export async function earnFrom(tx: Acting, giving: Giving): Promise<Earning | undefined> {
  const own = tx.enter(pointTables);
  const { programId, partner, member, cause, of } = giving;
  const [program, issuer, wallet, known] = [
    await own.programs.find(programId),
    await own.partners.find(...partnerKey(programId, partner)),
    await own.wallets.find(programId, member),
    await own.earnings.find(programId, partner, cause, of),
  ];
  if (program?.status !== 'running' || issuer?.status !== 'joined' || !wallet || known) return undefined;
  return givePoints(own, giving, 'asFarAsCovered');
}

/** Takes back the points that were given for a fact which came to nothing. */
export async function revokeFrom(
  tx: Acting,
  { programId, partner, cause, of }: Pick<Earning, 'programId' | 'partner' | 'cause' | 'of'>,
): Promise<void> {
  const own = tx.enter(pointTables);
  const earning = await own.earnings.find(programId, partner, cause, of);
  if (earning) await revokePoints(own, earning, 0);
}

/** Refuses unless points of the program are taken by the partner and the member has joined. */
export async function mustTakePoints(
  tx: Acting,
  { programId, partner, member }: Record<'programId' | 'partner' | 'member', string>,
): Promise<void> {
  const own = tx.enter(pointTables);
  mayBe(await own.partners.find(...partnerKey(programId, partner)), { programId, partner });
  mustHave(await own.wallets.find(programId, member), programId, member);
}

/** Takes points as payment for a fact that may still fail: they wait, and are settled or given back. */
export const holdPoints = (tx: Acting, using: Omit<Using, 'kind'>): Promise<PointUse> =>
  takeOut(tx.enter(pointTables), { ...using, kind: 'payment' });

/** The partner has earned the points that waited. */
export async function settlePoints(
  tx: Acting,
  { programId, member, useId }: Pick<PointUse, 'programId' | 'member' | 'useId'>,
): Promise<PointUse> {
  const own = tx.enter(pointTables);
  return settleUse(own, await own.pointUses.get(programId, member, useId));
}

/** Gives points back, so many in all; the rest stays with the partner. */
export async function returnPoints(
  tx: Acting,
  { programId, member, useId }: Pick<PointUse, 'programId' | 'member' | 'useId'>,
  returnTo: number,
): Promise<PointUse> {
  const own = tx.enter(pointTables);
  return returnUse(own, await own.pointUses.get(programId, member, useId), returnTo);
}

/** Whether both are partners of a program, so that what one owes the other is netted there. */
export async function areNetted(
  tx: Acting,
  programId: string,
  ...parties: readonly string[]
): Promise<boolean> {
  const own = tx.enter(pointTables);
  const found = await own.partners.findMany(parties.map((one) => partnerKey(programId, one)));
  return found.every((one) => one?.status === 'joined');
}

/** A claim of one partner on another, which the next netting settles: for a coupon that it took. */
export async function claimFrom(
  tx: Acting,
  { nth, ...claim }: Omit<PointClaim, 'claimId' | 'at' | 'units'> & { readonly nth: number },
): Promise<void> {
  const claimId = idOf(tx.callId, nth, 'coupon');
  await tx.enter(pointTables).pointClaims.put({ ...claim, claimId, units: 0, at: tx.now });
}

/** The tier of a member and its place, for rules that ask for it; nothing of who has not joined. */
export async function tierOf(
  tx: Acting,
  programId: string,
  member: string,
): Promise<{ readonly tier: string; readonly level: number } | undefined> {
  const own = tx.enter(pointTables);
  const wallet = await own.wallets.find(programId, member);
  if (!wallet) return undefined;
  const { terms } = await own.programs.get(programId);
  const zone = await zoneNamed(own.zones, terms.zone);
  const { tier, level } = standingIn(terms, wallet, dayIn(zone, tx.now));
  return { tier, level };
}
