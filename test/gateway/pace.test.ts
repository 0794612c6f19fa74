import { Pace } from '../../gateway/src/call/pace';

const after = (...durations: readonly number[]) => {
  const pace = new Pace(4);
  for (const one of durations) pace.note(one);
  return pace.allowed;
};

test.each([
  ['nothing was sent yet', [], 4],
  ['a transaction took what it takes alone', [110, 112], 4],
  ['it takes half as long again', [110, 165], 3],
  ['it takes twice as long', [110, 220], 2],
  ['it takes much longer: one at a time, and all others in the next', [110, 2_000], 1],
  ['the load is over', [110, 2_000, 115], 4],
  ['differences below a block do not count', [1, 40], 4],
])('when %s', (_, durations, allowed) => {
  expect(after(...durations)).toBe(allowed);
});

test('a network that became slower for good is alone again after a while', () => {
  expect(after(110, ...Array.from({ length: 20 }, () => 220))).toBeLessThan(4);
  expect(after(110, ...Array.from({ length: 2_000 }, () => 220))).toBe(4);
});
