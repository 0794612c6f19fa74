import { demand } from '../../kit/errors';
import type { Day } from '../../kit/value/time';
import { partErrors } from '../errors';
import { type ReportDigest, type Report8d, disciplines } from '../records/report';

/**
 * The disciplines that a report has. D8 closes it, so it comes last: REPORT_INCOMPLETE when another is
 * missing.
 */
export function doneIn(report: Report8d, notification: string): ReportDigest['done'] {
  const done = disciplines.filter((name) => report[`step${name}`] !== undefined);
  demandWhole(done, notification);
  return done;
}

/** Each discipline that was named, once and in its order. */
export const inOrder = (done: ReportDigest['done']): ReportDigest['done'] =>
  disciplines.filter((name) => done.includes(name));

/** A closing day says that D8 is done, and so all before it. */
export function demandWhole(done: ReportDigest['done'], notification: string, closedOn?: Day): void {
  const missing = disciplines.filter((name) => !done.includes(name));
  const closes = done.includes('D8') || closedOn !== undefined;
  demand(!closes || missing.length === 0, partErrors.REPORT_INCOMPLETE, {
    id: notification,
    missing: missing.join(', '),
  });
}
