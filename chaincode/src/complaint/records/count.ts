import { z } from 'zod';
import { count } from '../../kit/value/text';

const number = count(10_000_000);

/** Complaints against a party in numbers: a supervisor sees how it treats them, and of nobody what was said. */
export const ComplaintCount = z.strictObject({
  filed: number.meta({ description: 'all of them' }),
  open: number.meta({ description: 'neither answered nor withdrawn' }),
  overdue: number.meta({ description: 'of those, past their day' }),
  inTime: number.meta({ description: 'answered in time' }),
  late: number.meta({ description: 'answered late' }),
  upheld: number.meta({ description: 'answered with upheld or partly' }),
  escalated: number.meta({ description: 'that went to the supervisor' }),
  decidedFor: number.meta({ description: 'decided with upheld or partly' }),
  decidedAgainst: number.meta({ description: 'decided with rejected' }),
  settled: number,
  withdrawn: number,
});
export type ComplaintCount = z.output<typeof ComplaintCount>;
