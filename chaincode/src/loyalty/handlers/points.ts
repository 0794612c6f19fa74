import { demand, refuse } from '../../kit/errors';
import { isZero } from '../../kit/value/money';
import { dayIn, zoneNamed } from '../../kit/value/zone';
import type { Partner, PointSlice } from '../records/partner';
import { sliceKey } from '../records/partner';
import type { Earning, PointEntry, PointLot, PointUse } from '../records/lot';
import type { Program } from '../records/program';
import type { Wallet } from '../records/wallet';
import { loyaltyErrors } from '../errors';
import { loyaltyEvents } from '../events';
import { coverAt, mustCoverMore, noPoints, outstanding, partOf, worthOf } from '../rules/cover';
import { pointsFor, type Purchase, roomLeft, withDay } from '../rules/earning';
import { idOf, sliceOf } from '../rules/id';
import { takePoints } from '../rules/lot';
import { reviewTier } from '../rules/tier';
import { endOf } from '../rules/validity';
import type { PointTx } from '../tables';
import { mustHave, partnerOf } from './party';

/** What points are given for, and by whom. */
export interface Giving {
  readonly programId: string;
  readonly partner: string;
  readonly member: string;
  /** The fact: the key makes a second time impossible. */
  readonly cause: string;
  readonly of: string;
  readonly about?: PointLot['about'];
  readonly purchase?: Purchase | undefined;
  /** A fixed number of points, beside or without a purchase. */
  readonly gift?: number | undefined;
}

/** Gives points for a fact, by the terms and the tier of the member. Refuses what earns nothing (NO_POINTS). */
export async function givePoints(tx: PointTx, giving: Giving): Promise<Earning>;
/** The same as far as it goes: nothing is given where the cap or the collateral leaves nothing. */
export async function givePoints(
  tx: PointTx,
  giving: Giving,
  how: 'asFarAsCovered',
): Promise<Earning | undefined>;
export async function givePoints(
  tx: PointTx,
  giving: Giving,
  how: 'whole' | 'asFarAsCovered' = 'whole',
): Promise<Earning | undefined> {
  const { programId, partner, member, cause, of, about } = giving;
  const program = await tx.programs.get(programId);
  demand(program.status === 'running', loyaltyErrors.PROGRAM_ENDED, { programId });
  const issuer = await partnerOf(tx, programId, partner);
  const before = mustHave(await tx.wallets.find(programId, member), programId, member);
  const known = await tx.earnings.find(programId, partner, cause, of);
  demand(known === undefined, loyaltyErrors.POINTS_GIVEN, { programId, cause, of });
  const { terms } = program;
  const zone = await zoneNamed(tx.zones, terms.zone);
  const on = dayIn(zone, tx.now);
  const wallet = { ...before, ...reviewTier(terms, before, on) };
  const first = giving.purchase !== undefined && !wallet.earnedOnce;
  const found = giving.purchase && pointsFor(terms, giving.purchase, { level: wallet.tier, first, zone });
  const wanted = (found?.units ?? 0) + (giving.gift ?? 0);
  const lotId = idOf(tx.callId, 0, `${partner} ${cause} ${of}`);
  const slice = sliceOf(lotId, issuer.slices);
  const expiresAt = endOf(terms.expiry, tx.now, zone);
  const cover = await coverOf(tx, program, issuer, slice, expiresAt);
  const room = roomLeft(terms, wallet, on);
  const units = Math.min(wanted, room, how === 'whole' ? wanted : Math.max(cover.left, 0));
  if (how !== 'whole' && units <= 0) return undefined;
  demand(units > 0, loyaltyErrors.NO_POINTS, { why: wanted > 0 ? 'a cap is reached' : 'it is too little' });
  const owed = Math.min(wallet.owed, units);
  const qualifying = found?.qualifying ?? 0;
  const lot = {
    ...{ programId, member, lotId, issuer: partner, slice, units, unitsLeft: units - owed },
    ...{ earnedAt: tx.now, availableAt: endOf(terms.pending, tx.now, zone) ?? tx.now },
    ...expiring(expiresAt),
    sourceTx: tx.callId,
    ...(about && { about }),
  };
  mustCoverMore(issuer, cover.slice, units - owed, cover.capacity);
  const { issued, revoked } = cover.slice;
  await tx.pointSlices.put({ ...cover.slice, issued: issued + units, revoked: revoked + owed });
  await tx.wallets.put(
    reviewed(terms, {
      ...wallet,
      days: withDay(wallet.days, on, { units, qualifying }),
      lifetime: wallet.lifetime + qualifying,
      earnedOnce: wallet.earnedOnce || giving.purchase !== undefined,
      balance: wallet.balance + units - owed,
      owed: wallet.owed - owed,
    }),
  );
  if (lot.unitsLeft > 0) await tx.pointLots.add(lot);
  const { availableAt } = lot;
  const made = { programId, partner, cause, of, member, lotId, units, qualifying, revoked: 0, at: tx.now };
  const earning = { ...made, availableAt, ...expiring(expiresAt) };
  await tx.earnings.put(earning);
  await note(tx, { programId, member, kind: 'earned', units, partner, ...(about && { about }) }, lotId);
  const told = { programId, partner, member, cause, of, units, availableAt };
  tx.tell(loyaltyEvents.PointsEarned, told);
  return earning;
}

const expiring = (expiresAt: string | undefined) => (expiresAt === undefined ? {} : { expiresAt });

/** A wallet whose tier counts what was just written into it. */
const reviewed = (terms: Program['terms'], { belowSince: _, ...wallet }: Wallet): Wallet => ({
  ...wallet,
  ...reviewTier(terms, { ...wallet, ...(_ !== undefined && { belowSince: _ }) }, wallet.reviewedOn),
});

/** What the collateral of a partner covers until such points expire, and what of it the slice has left. */
async function coverOf(
  tx: PointTx,
  { terms, programId }: Program,
  { partner, collateral, slices }: Partner,
  slice: number,
  expiresAt: string | undefined,
) {
  const boxes = await tx.escrows.findMany(collateral.map((one) => [one]));
  const capacity = coverAt(terms, boxes, tx.now, expiresAt);
  const counted = await sliceIn(tx, programId, partner, slice);
  return { capacity, slice: counted, left: partOf(capacity, slices, slice) - outstanding(counted) };
}

export const sliceIn = async (
  tx: PointTx,
  programId: string,
  partner: string,
  slice: number,
): Promise<PointSlice> =>
  (await tx.pointSlices.find(...sliceKey(programId, partner, slice))) ??
  noPoints({ programId, partner, slice });

/** What is counted of a slice goes up, or down again. */
export async function count(
  tx: PointTx,
  { programId, issuer, slice }: { programId: string; issuer: string; slice: number },
  what: 'spent' | 'expired' | 'revoked',
  units: number,
): Promise<void> {
  const before = await sliceIn(tx, programId, issuer, slice);
  await tx.pointSlices.put({ ...before, [what]: before[what] + units });
}

/** A line of the wallet, under the id of the call unless one call writes several. */
export const note = (
  tx: PointTx,
  entry: Omit<PointEntry, 'at' | 'entryId'>,
  entryId: string = tx.callId,
): Promise<void> => tx.pointEntries.put({ ...entry, at: tx.now, entryId });

/** Points that leave a wallet: for whom, in what use, out of which lots. */
export interface Using {
  readonly programId: string;
  readonly member: string;
  readonly useId: string;
  readonly to: string;
  readonly kind: PointUse['kind'];
  readonly units: number;
  readonly lots: readonly string[];
  readonly orderId?: string | undefined;
  readonly about?: PointUse['about'];
}

/** Takes points out of a wallet; their lots are deleted, so that nobody spends them again. */
export async function takeOut(tx: PointTx, using: Using, settledAt?: string): Promise<PointUse> {
  const { programId, member, useId, to, kind, units, lots, orderId, about } = using;
  const program = await tx.programs.get(programId);
  const wallet = mustHave(await tx.wallets.find(programId, member), programId, member);
  const named = [...new Set(lots)];
  const found = await tx.pointLots.findMany(named.map((lotId) => [programId, member, lotId]));
  const held = found.map(
    (lot, at) => lot ?? refuse(loyaltyErrors.POINT_LOT_GONE, { member, lotId: named[at] ?? '' }),
  );
  const taken = takePoints(held, units, { at: tx.now, orderId });
  const worth = kind === 'payment' ? worthOf(program.terms, units) : worthOf(program.terms, 0);
  if (kind === 'payment') demand(!isZero(worth), loyaltyErrors.NO_POINTS, { why: 'they pay nothing' });
  for (const { lot, left, units: gone } of taken) {
    if (left) await tx.pointLots.put(left);
    else await tx.pointLots.remove(programId, member, lot.lotId);
    if (kind === 'payment') await count(tx, lot, 'spent', gone);
  }
  await tx.wallets.put({ ...wallet, balance: wallet.balance - units });
  const use: PointUse = {
    ...{ programId, member, useId, to, kind, units, worth, at: tx.now, returned: 0 },
    taken: taken.map(({ lot, units: gone }) => ({
      ...{ issuer: lot.issuer, slice: lot.slice, units: gone },
      ...{ earnedAt: lot.earnedAt, availableAt: lot.availableAt },
      ...expiring(lot.expiresAt),
    })),
    ...(about && { about }),
    ...(settledAt !== undefined && { settledAt }),
  };
  await tx.pointUses.put(use);
  const partner = kind === 'payment' ? { partner: to } : {};
  const line = kind === 'payment' ? 'spent' : 'sent';
  await note(tx, { programId, member, kind: line, units, ...partner, ...(about && { about }) });
  tx.tell(loyaltyEvents.PointsUsed, { programId, member, useId, to, kind, units });
  return use;
}
