import { reportOf } from '@roadbook/gateway';
import { judged, trial } from './court';

test('the package that the product makes is valid for whoever knows the channel, and undecided for everybody else', async () => {
  const { chain, ...made } = await trial();
  const pack = await made.pack();
  expect(pack).toEqual(made.forged());
  const found = await judged(pack, chain.hash);
  expect(found.checks.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
  expect(found).toMatchObject({ verdict: 'valid', valid: true, pinned: true, channel: chain.hash });
  expect(reportOf(found)).toContain('The evidence holds.');
  const alone = await judged(pack);
  expect(alone).toMatchObject({ verdict: 'undecided', valid: false, pinned: false, channel: chain.hash });
  expect(alone.cure).toMatch(/first block/);
  expect(reportOf(alone)).toContain('It is undecided');
});
