import type { z } from 'zod';
import { addMonths } from '../../kit/value/time';
import type { Outcome, Score } from '../records/outcome';

/** This month and the two before: what was long ago is no promise for tomorrow. */
export const scoredMonths = (now: string): string[] =>
  [0, -1, -2].map((back) => addMonths(`${now.slice(0, 7)}-01`, back).slice(0, 7));

/**
 * Counts what came of bookings, and the share that was ready when promised, parts per million rounded down.
 */
export function scoreOf(all: readonly Pick<Outcome, 'outcome'>[]): z.output<typeof Score> {
  const of = (wanted: Outcome['outcome']) => all.filter((one) => one.outcome === wanted).length;
  const onTime = of('onTime');
  const share = all.length > 0 && { onTimePpm: Math.floor((onTime * 1_000_000) / all.length) };
  return { onTime, late: of('late'), failed: of('failed'), ...share };
}
