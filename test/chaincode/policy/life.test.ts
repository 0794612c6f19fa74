import { fromGif, toGif } from '../../../chaincode/src/policy/export/gif';
import { policyLife, policyStatus } from '../../../chaincode/src/policy/life';

type Step = Parameters<typeof policyLife.step>[0];
const rows = (Object.keys(policyLife.steps) as Step[]).flatMap((step) =>
  policyLife.statuses.map((status) => [step, status] as const),
);

test.each(rows)('%s from %s is what the table says', (step, status) => {
  const row = policyLife.steps[step];
  if ((row.from as readonly string[]).includes(status))
    expect(policyLife.step(step, status)).toBe(Array.isArray(row.to) ? row.to[0] : row.to);
  else expect(() => policyLife.step(step, status)).toThrow('WRONG_STATUS');
});

test('a policy ends withdrawn, declined or closed', () => {
  expect(policyLife.final).toEqual(['withdrawn', 'declined', 'closed']);
});

test('each status has a state of GIF, and each state of GIF comes back to itself', () => {
  for (const status of policyStatus.options) expect(toGif(fromGif(toGif(status)))).toBe(toGif(status));
  expect(policyStatus.options.map(toGif)).toEqual(['APPLIED', 'REVOKED', 'DECLINED', 'COLLATERALIZED', 'CLOSED', 'CLOSED']);
});
