import { claimLife, noticeLife, paymentLife, subrogationLife } from '../../../chaincode/src/claim/life';
import { claimFromGif, claimToGif, noticeToSocotra, payoutToGif } from '../../../chaincode/src/claim/export/gif';
import type { Life } from '../../../chaincode/src/kit/life';

const lives: readonly Life<string, string, string>[] = [noticeLife, claimLife, paymentLife, subrogationLife] as never;
const rows = lives.flatMap((life) =>
  Object.keys(life.steps).flatMap((step) => life.statuses.map((status) => [life.kind, step, status, life] as const)),
);

test.each(rows)('%s: %s from %s is what the table says', (_kind, step, status, life) => {
  const row = life.steps[step];
  const targets = [row?.to].flat();
  if (row?.from.includes(status)) expect(targets).toContain(life.step(step, status));
  else expect(() => life.step(step, status)).toThrow('WRONG_STATUS');
});

test('the states have their names in GIF and Socotra, and come back', () => {
  expect(claimLife.statuses.map(claimToGif)).toEqual(['SUBMITTED', 'REVOKED', 'DECLINED', 'CONFIRMED', 'CLOSED', 'CANCELLED']);
  expect(claimLife.statuses.map((status) => claimFromGif(claimToGif(status)))).toEqual(claimLife.statuses);
  expect(paymentLife.statuses.map(payoutToGif)).toEqual(['EXPECTED', 'EXPECTED', 'PAID', 'CANCELLED']);
  expect(noticeLife.statuses.map(noticeToSocotra)).toEqual([
    'draft',
    'validated',
    'onClaim',
    'completed',
    'rejected',
    'discarded',
  ]);
});
