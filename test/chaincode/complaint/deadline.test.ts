import { marketComplaintLaws } from '@roadbook/chaincode/api';
import { dueAfter } from '../../../chaincode/src/complaint/rules/deadline';

// 2 March 2026 is a Monday. Good Friday of 2026 is 3 April, Easter Monday 6 April.
test.each([
  ['PSD2, Article 101(2): 15 business days', 'EU', '2026-03-02', 'answerDays', [], '2026-03-23'],
  ['PSD2, Article 101(2): 35 business days', 'EU', '2026-03-02', 'longestDays', [], '2026-04-20'],
  [
    'PSD2: with Easter between',
    'EU',
    '2026-03-02',
    'longestDays',
    ['2026-04-03', '2026-04-06'],
    '2026-04-22',
  ],
  ['PSD2: received on a Saturday', 'EU', '2026-02-28', 'answerDays', [], '2026-03-20'],
  ['DISP 1.6.2R: eight weeks', 'UK', '2026-03-02', 'answerDays', [], '2026-04-27'],
] as const)('%s', (_, market, received, which, holidays, due) => {
  const law = { ...marketComplaintLaws[market], holidays: [...holidays] };
  expect(dueAfter(received, law[which], law)).toBe(due);
});
