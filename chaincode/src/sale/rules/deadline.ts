import { type Instant, isAfter } from '../../kit/value/time';
import { HOLDING, tradeLife } from '../life';
import type { Trade } from '../records/trade';
import { daysFrom } from './trade';

export type TimeStep = 'lapse' | 'refund' | 'acceptSilently' | 'escalate' | 'clawBack';

/** What the tick sees of the vehicle and of the buyer. */
export interface Observed {
  /** The title has passed by this very trade, so that the money cannot go back. */
  readonly passed: boolean;
  /** Title, brands, liens or theft are not what they were when the money came. */
  readonly changed: boolean;
  /** A court took the money out of the box. */
  readonly taken: boolean;
  /** The buyer is suspended, so that its silence says nothing. */
  readonly silenced: boolean;
}

/**
 * What time has made of a trade that nobody moved: a question of the date alone, the same whoever asks and
 * how often.
 */
export function timeStep(
  { status, due }: Trade,
  now: Instant,
  { passed, changed, taken, silenced }: Observed,
): TimeStep | undefined {
  if (taken && HOLDING.some((one) => one === status)) return 'clawBack';
  if (!isAfter(now, due)) return undefined;
  switch (status) {
    case 'offered':
    case 'agreed':
      return 'lapse';
    case 'funded':
    case 'rejected':
      return passed ? 'escalate' : 'refund';
    case 'disputed':
      return passed ? undefined : 'refund';
    case 'inspecting':
      return changed || passed || silenced ? 'escalate' : 'acceptSilently';
    case 'accepted':
      return 'escalate';
    default:
      return undefined;
  }
}

/**
 * The trade after a step of time. New terms run from the moment that the step became true, not from the tick.
 */
export function afterTime(trade: Trade, step: TimeStep): Trade {
  const { terms, due } = trade;
  const status = tradeLife.step(step, trade.status);
  if (step === 'acceptSilently') return { ...trade, status, due: daysFrom(due, terms.settleDays) };
  return step === 'escalate'
    ? { ...trade, status, due: daysFrom(due, terms.resolveDays) }
    : { ...trade, status };
}

/** The status as it is at a moment, whether or not a tick has written it down. */
export function statusAt(trade: Trade, now: Instant, observed: Observed): Trade['status'] {
  const step = timeStep(trade, now, observed);
  return step === undefined ? trade.status : statusAt(afterTime(trade, step), now, observed);
}
