import type { Day } from '../../kit/value/time';
import type { Terms } from '../records/program';
import type { Wallet } from '../records/wallet';
import { graceEnd, qualifyingAt, reviewTier } from './tier';

/** The tier of a member on a day, what it gives, how far the next one is and until when it is kept. */
export function standingIn(terms: Terms, wallet: Wallet, on: Day) {
  const now = reviewTier(terms, wallet, on);
  const qualifying = qualifyingAt(wallet.days, on, terms.window);
  const next = terms.tiers[now.tier + 1];
  const kept = graceEnd(terms, now);
  return {
    tier: terms.tiers[now.tier]?.tier ?? '',
    level: now.tier,
    qualifying,
    ...(next && { toNext: Math.max(0, next.threshold - qualifying) }),
    ...(kept !== undefined && { keptUntil: kept }),
    benefits: terms.tiers.slice(0, now.tier + 1).flatMap(({ benefits }) => benefits),
  };
}
