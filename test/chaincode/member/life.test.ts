import { standingLife } from '../../../chaincode/src/member/life';

// Whose word it is follows from the caller and the party; the tests of suspension try each.
test('the word of a side suspends, and ends what it suspended', () => {
  expect(standingLife.statuses).toEqual(['active', 'suspended']);
  expect(standingLife.initial).toEqual(['active']);
  expect(standingLife.steps).toEqual({
    suspend: { by: ['registrar', 'its organisation'], from: ['active'], to: 'suspended' },
    reinstate: { by: ['the side that suspended it', 'court order'], from: ['suspended'], to: 'active' },
  });
});

test.each([
  ['suspend', 'active', 'suspended'],
  ['reinstate', 'suspended', 'active'],
] as const)('%s leads from %s to %s, and from nowhere else', (step, from, to) => {
  expect(standingLife.step(step, from)).toBe(to);
  expect(() => standingLife.step(step, to)).toThrow(/^WRONG_STATUS/);
});
