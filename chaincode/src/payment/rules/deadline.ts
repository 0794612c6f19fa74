import { demand } from '../../kit/errors';
import { isAfter, isBefore, opensAfter } from '../../kit/value/time';
import { paymentErrors } from '../errors';

/** What must be done before a moment. */
export function mustBeBefore(deadline: string, at: string): void {
  demand(isBefore(at, deadline), paymentErrors.DEADLINE_PASSED, { deadline });
}

/** What may be done after it, and by no clock while somebody may still act before it. */
export function mustBeAfter(deadline: string, at: string): void {
  demand(isAfter(at, deadline), paymentErrors.DEADLINE_AHEAD, { deadline: opensAfter(deadline) });
}
