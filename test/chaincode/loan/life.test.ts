import type { Life } from '../../../chaincode/src/kit/life';
import { applicationLife, decisionLife, loanLife, modificationLife, repossessionLife } from '../../../chaincode/src/loan/life';

const lives: Life<string, string, string>[] = [applicationLife, decisionLife, loanLife, modificationLife, repossessionLife];
const cells = lives.flatMap((life) =>
  Object.keys(life.steps).flatMap((step) =>
    life.statuses.map((status) => [life.kind, step, status, life.steps[step]?.from.includes(status) ?? false, life] as const),
  ),
);

test.each(cells)('%s: %s from %s is %s', (_, step, status, allowed, life) => {
  const to = [life.steps[step]?.to ?? []].flat()[0];
  if (allowed) expect(life.step(step, status)).toBe(to);
  else expect(() => life.step(step, status)).toThrow(/^WRONG_STATUS/);
});

test('a loan ends settled, rescheduled into another, cancelled, or written off with recoveries', () => {
  expect(loanLife.final).toEqual(['settled', 'rescheduled', 'cancelled']);
  expect(loanLife.next('writtenOff')).toEqual(['indemnify', 'recover']);
  expect(loanLife.next('overpaid')).toEqual(['refund']);
});
