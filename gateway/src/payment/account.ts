import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { money } from '@roadbook/chaincode/api';
import { CallFailed, CommitFailed, RefusedByContract } from '../errors/call';
import { PurseTooSmall } from '../errors/setup';
import type { Rooms } from '../rooms/rooms';
import { chooseLots, type Lot, lotsOf, MOST_LOTS, mostOf, type Need } from './lots';

/** Lots that payments of this process have in hand. Each is let go when its payment ends, however it ends. */
const inHand = new Set<string>();
const waiting: (() => void)[] = [];
const nameOf = ({ owner, lotId }: Lot): string => `${owner} ${lotId}`;

async function withLots<T>(lots: readonly Lot[], work: () => Promise<T>): Promise<T> {
  for (const lot of lots) inHand.add(nameOf(lot));
  try {
    return await work();
  } finally {
    for (const lot of lots) inHand.delete(nameOf(lot));
    for (const wake of waiting.splice(0)) wake();
  }
}

const letGo = (): Promise<void> => new Promise((wake) => waiting.push(wake));

/** How often other lots are chosen because one was lost to somebody else. */
const MOST_CHOICES = 8;
const PAUSE_MS = 60;

/** What tells that a lot was lost, so that other lots may do: of such an attempt nothing was recorded. */
export type IsLost = (error: unknown, lots: readonly string[]) => boolean;

/** The contract refused one of these very lots. */
export const isSpent: IsLost = (error, lots) =>
  error instanceof RefusedByContract &&
  ['LOT_GONE', 'LOT_FROZEN'].includes(error.code) &&
  lots.some((lotId) => lotId === error.facts['lotId']);

/** Or the block holds the transaction as invalid after a conflict. */
export const isSpentOrMet: IsLost = (error, lots) =>
  isSpent(error, lots) || (error instanceof CommitFailed && error.safeToRetry);

/**
 * Chooses lots of an owner, keeps them in hand and spends them; chooses again only when nothing was recorded
 * because a lot was lost. Waits for change when all that would do is in hand. Throws `PurseTooSmall`, or what
 * the spending throws.
 */
export async function spendChosen<T>(
  on: Pick<Rooms, 'payment'>,
  owner: string,
  need: Need,
  spend: (lots: readonly string[]) => Promise<T>,
  isLost: IsLost = isSpentOrMet,
): Promise<T> {
  const gone = new Set<string>();
  for (let choices = 1; ; ) {
    const there = await lotsOf(on, owner);
    const left = there.filter(({ lotId }) => !gone.has(lotId));
    const chosen = chooseLots(
      left.filter((lot) => !inHand.has(nameOf(lot))),
      need,
    );
    if (!chosen && chooseLots(left, need)) await letGo();
    else if (!chosen && gone.size === 0) throw tooSmall(there, need, owner);
    else {
      // A peer that is behind still lists what was spent, or does not know yet what was made: look again.
      const outcome = chosen ? await attempt(on, owner, chosen, spend, isLost) : {};
      if ('done' in outcome) return outcome.done;
      if ('merged' in outcome) continue;
      if (choices++ >= MOST_CHOICES) throw outcome.lost ?? tooSmall(there, need, owner);
      const lotId = outcome.lost?.facts['lotId'];
      if (typeof lotId === 'string') gone.add(lotId);
      else gone.clear();
      await sleep(PAUSE_MS * choices);
    }
  }
}

type Attempt<T> = { readonly done: T } | { readonly merged: true } | { readonly lost?: CallFailed };

async function attempt<T>(
  on: Pick<Rooms, 'payment'>,
  owner: string,
  chosen: readonly Lot[],
  spend: (lots: readonly string[]) => Promise<T>,
  isLost: IsLost,
): Promise<Attempt<T>> {
  const lots = chosen.slice(0, MOST_LOTS);
  const names = lots.map(({ lotId }) => lotId);
  try {
    return await withLots(lots, async () => {
      if (chosen.length <= MOST_LOTS) return { done: await spend(names) };
      await merge(on, owner, lots);
      return { merged: true } as const;
    });
  } catch (error) {
    if (error instanceof CallFailed && isLost(error, names)) return { lost: error };
    throw error;
  }
}

/** Free lots of one lender become one. */
async function merge(on: Pick<Rooms, 'payment'>, from: string, lots: readonly Lot[]): Promise<void> {
  const amount = lots.map((lot) => lot.amount).reduce(money.add);
  const paymentId = `merge-${randomBytes(12).toString('hex')}`;
  await on.payment.transfer({
    paymentId,
    from,
    lots: lots.map(({ lotId }) => lotId),
    to: [{ party: from, amount }],
  });
}

const tooSmall = (lots: readonly Lot[], need: Need, owner: string): PurseTooSmall =>
  new PurseTooSmall(owner, need.amount, money.of(mostOf(lots, need), need.amount.currency));
