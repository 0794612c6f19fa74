import type { Instant } from '../../kit/value/time';
import type { Complaint } from '../records/complaint';
import type { ComplaintCount } from '../records/count';
import { isOverdue } from './deadline';

/** Complaints in numbers, as they stand at a moment. */
export function countOf(all: readonly Complaint[], now: Instant): ComplaintCount {
  const those = (is: (one: Complaint) => boolean): number => all.filter(is).length;
  const isRight = (outcome: string | undefined): boolean => outcome === 'upheld' || outcome === 'partly';
  return {
    filed: all.length,
    open: those(({ answer, status }) => answer === undefined && status !== 'withdrawn'),
    overdue: those((one) => isOverdue(one, now)),
    inTime: those(({ answer }) => answer?.late === false),
    late: those(({ answer }) => answer?.late === true),
    upheld: those(({ answer }) => isRight(answer?.outcome)),
    escalated: those(({ escalation }) => escalation !== undefined),
    decidedFor: those(({ decision }) => isRight(decision?.outcome)),
    decidedAgainst: those(({ decision }) => decision?.outcome === 'rejected'),
    settled: those(({ status }) => status === 'settled'),
    withdrawn: those(({ status }) => status === 'withdrawn'),
  };
}
