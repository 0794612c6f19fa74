import { compare, type Money, zero } from '../../kit/value/money';
import { addMillis, DAY_MS, type Instant, isAfter } from '../../kit/value/time';
import { type Bill, billOf, billOfNoShow, splitBox } from './bill';
import { rentalLife } from '../life';
import type { Rental } from '../records/rental';
import { isReturned } from './rental';

export type TimeStep = 'expire' | 'escalate' | 'closeUp' | 'giveUp' | 'clawBack';

/** A car that is out comes back first. */
const ENDABLE: readonly Rental['status'][] = ['booked', 'returned', 'disputed'];

/** What time has made of a rental that nobody moved, and a court of its box: `left` is what is in it. */
export function timeStep({ status, due, box }: Rental, now: Instant, left: Money): TimeStep | undefined {
  if (ENDABLE.includes(status) && compare(left, box) < 0) return 'clawBack';
  if (!isAfter(now, due)) return undefined;
  const steps: Partial<Record<Rental['status'], TimeStep>> = {
    booked: 'expire',
    driving: 'escalate',
    returned: 'closeUp',
    disputed: 'giveUp',
  };
  return steps[status];
}

/**
 * A car that is missing goes to the arbiter; the time for that runs from the moment that it was missing, not
 * from the tick.
 */
export const escalate = (rental: Rental): Rental => ({
  ...rental,
  status: rentalLife.step('escalate', rental.status),
  due: addMillis(rental.due, rental.terms.resolveDays * DAY_MS),
});

/**
 * How the box is shared when time ends a rental. A silent arbiter leaves damage aside; of a car that never
 * came back the owner keeps the box.
 */
export function billOfTime(
  { box: _full, ...booked }: Rental,
  step: Exclude<TimeStep, 'escalate'>,
  box: Money,
): { bill: Bill; owed?: Rental['owed'] } {
  const rental = { ...booked, box };
  if (step === 'clawBack' && rental.status === 'booked') return { bill: splitBox(box, zero(box.currency)) };
  if (step === 'expire') return { bill: billOfNoShow(rental) };
  if (step === 'closeUp' || (step === 'clawBack' && rental.status === 'returned'))
    return billOf(rental, true);
  return isReturned(rental) ? billOf(rental, false) : { bill: splitBox(rental.box, rental.box) };
}

/** The status as it is at a moment, whether or not a tick has written it down. */
export function statusAt(rental: Rental, now: Instant, left: Money): Rental['status'] {
  const step = timeStep(rental, now, left);
  if (step === undefined) return rental.status;
  return step === 'escalate' ? statusAt(escalate(rental), now, left) : rentalLife.step(step, rental.status);
}
