import { addMillis, DAY_MS, type Instant } from '../kit/time';
import { type Bill, billOf, billOfNoShow, splitBox } from './bill';
import { rentalLife } from './life';
import type { Rental } from './records';
import { isReturned } from './rules';

export type TimeStep = 'expire' | 'escalate' | 'closeUp' | 'giveUp';

/** What time has made of a rental that nobody moved. */
export function timeStep({ status, due }: Rental, now: Instant): TimeStep | undefined {
  if (now < due) return undefined;
  const steps: Partial<Record<Rental['status'], TimeStep>> = {
    booked: 'expire',
    driving: 'escalate',
    returned: 'closeUp',
    disputed: 'giveUp',
  };
  return steps[status];
}

/** A car that is missing goes to the arbiter; the time for that runs from the moment that it was missing, not from the tick. */
export const escalate = (rental: Rental): Rental => ({
  ...rental,
  status: rentalLife.step('escalate', rental.status),
  due: addMillis(rental.due, rental.terms.resolveDays * DAY_MS),
});

/** How the box is shared when time ends a rental. A silent arbiter leaves damage aside; of a car that never came back the owner keeps the box. */
export function billOfTime(rental: Rental, step: 'expire' | 'closeUp' | 'giveUp'): { bill: Bill; owed?: Rental['owed'] } {
  if (step === 'expire') return { bill: billOfNoShow(rental) };
  if (step === 'closeUp') return billOf(rental, true);
  return isReturned(rental) ? billOf(rental, false) : { bill: splitBox(rental.box, rental.box) };
}

export function statusAt(rental: Rental, now: Instant): Rental['status'] {
  const step = timeStep(rental, now);
  if (step === undefined) return rental.status;
  return step === 'escalate' ? statusAt(escalate(rental), now) : rentalLife.step(step, rental.status);
}
