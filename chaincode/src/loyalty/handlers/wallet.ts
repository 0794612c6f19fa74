import { demand, refuse } from '../../kit/errors';
import { addMillis, isAfter, MINUTE_MS } from '../../kit/value/time';
import { dayIn, zoneNamed } from '../../kit/value/zone';
import type { walletOperations } from '../api/wallet';
import { loyaltyErrors } from '../errors';
import { loyaltyEvents } from '../events';
import type { PointLot } from '../records/lot';
import { idOf } from '../rules/id';
import { balanceAt, stateAt } from '../rules/lot';
import { standingIn } from '../rules/standing';
import type { Part, Reading } from '../tables';
import { mustHave, mustSpeakFor, partnerOf } from './party';
import { count, note, takeOut } from './points';

/** A member's points and tier. */
export const walletHandlers: Part<typeof walletOperations> = {
  async openWallet(tx, { programId, member }, { program }) {
    tx.mustBe('the member', member);
    demand(program.status === 'running', loyaltyErrors.PROGRAM_ENDED, { programId });
    const zone = await zoneNamed(tx.zones, program.terms.zone);
    const wallet = {
      ...{ programId, member, joinedAt: tx.now, tier: 0, reviewedOn: dayIn(zone, tx.now), days: [] },
      ...{ lifetime: 0, earnedOnce: false, balance: 0, owed: 0 },
    };
    await tx.wallets.put(wallet);
    tx.tell(loyaltyEvents.WalletOpened, { programId, member });
    return wallet;
  },
  async sendPoints(tx, { programId, member, to, useId, units, lots }, { other }) {
    tx.mustBe('the member', member);
    const receiver = mustHave(to === member ? undefined : other, programId, to);
    const use = await takeOut(tx, { programId, member, useId, to, kind: 'transfer', units, lots }, tx.now);
    for (const [at, { issuer, slice, units: sent, ...times }] of use.taken.entries()) {
      const lotId = idOf(tx.callId, at, 'sent');
      const made = { programId, member: to, lotId, issuer, slice, units: sent, unitsLeft: sent };
      await tx.pointLots.add({ ...made, ...times, sourceTx: tx.callId });
    }
    await tx.wallets.put({ ...receiver, balance: receiver.balance + units });
    await note(tx, { programId, member: to, kind: 'received', units });
    return use;
  },
  async lockPoints(tx, { member, lots, orderId, minutes }, { found }) {
    tx.mustBe('the member', member);
    const locked: PointLot[] = [];
    for (const [at, one] of found.entries()) {
      const lot = one ?? refuse(loyaltyErrors.POINT_LOT_GONE, { member, lotId: lots[at] ?? '' });
      const state = stateAt(lot, tx.now);
      const open = state === 'active' || (state === 'locked' && lot.locked?.orderId === orderId);
      demand(open, loyaltyErrors.NOT_ENOUGH_POINTS, { held: 0, needed: lot.unitsLeft });
      const kept = { ...lot, locked: { orderId, until: addMillis(tx.now, minutes * MINUTE_MS) } };
      await tx.pointLots.put(kept);
      locked.push(kept);
    }
    return { lots: locked.map((lot) => ({ ...lot, state: stateAt(lot, tx.now) })) };
  },
  async expire(tx, { programId, member }, { wallet, found }) {
    const one = mustHave(wallet, programId, member);
    let expired = 0;
    for (const lot of found) {
      if (!lot) continue;
      const { lotId, expiresAt, unitsLeft } = lot;
      const over = expiresAt !== undefined && isAfter(tx.now, expiresAt);
      demand(over, loyaltyErrors.POINTS_STAND, { lotId, expiresAt: expiresAt ?? 'for ever' });
      await tx.pointLots.remove(programId, member, lotId);
      await count(tx, lot, 'expired', unitsLeft);
      expired += unitsLeft;
    }
    if (expired === 0) return { programId, member, expired };
    await tx.wallets.put({ ...one, balance: one.balance - expired });
    await note(tx, { programId, member, kind: 'expired', units: expired });
    tx.tell(loyaltyEvents.PointsEnded, { programId, member, kind: 'expired', units: expired });
    return { programId, member, expired };
  },
  async readWallet(tx, { programId, member, partner }, { program, wallet }) {
    await mayRead(tx, member, programId, partner);
    const found = mustHave(wallet, programId, member);
    const zone = await zoneNamed(tx.zones, program.terms.zone);
    const { lots, complete } = await allLots(tx, programId, member);
    const { active, pending, locked, expiring } = balanceAt(lots, tx.now);
    const standing = standingIn(program.terms, found, dayIn(zone, tx.now));
    return { programId, member, ...standing, active, pending, locked, expiring, complete };
  },
  async listWallets(tx, { member, ...page }) {
    await mayRead(tx, member);
    return tx.wallets.listBy('byMember', [member], page);
  },
  async listLots(tx, { programId, member, ...page }) {
    await mayRead(tx, member);
    const { items, ...more } = await tx.pointLots.list(page, programId, member);
    return { items: items.map((lot) => ({ ...lot, state: stateAt(lot, tx.now) })), ...more };
  },
  async listEntries(tx, { programId, member, ...page }) {
    await mayRead(tx, member);
    return tx.pointEntries.list(page, programId, member);
  },
};

/** The member itself, who watches, and a partner for which the caller asks. */
async function mayRead(tx: Reading, member: string, programId = '', partner?: string): Promise<void> {
  if (tx.caller.role === 'auditor' || tx.is(member)) return;
  if (partner === undefined) return tx.mustBe('the member', member);
  await mustSpeakFor(tx, partner);
  await partnerOf(tx, programId, partner);
}

const MOST_PAGES = 20;

/** The lots of a member, up to two thousand. */
async function allLots(tx: Reading, programId: string, member: string) {
  const lots: PointLot[] = [];
  let after: string | undefined;
  for (let at = 0; at < MOST_PAGES; at++) {
    const page = await tx.pointLots.list(
      { size: 100, ...(after !== undefined && { after }) },
      programId,
      member,
    );
    lots.push(...page.items);
    after = page.next;
    if (after === undefined) return { lots, complete: true };
  }
  return { lots, complete: false };
}
