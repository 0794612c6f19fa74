import { clockFindings } from '../../scripts/health/clocks';

const clock = (org: string, ahead?: number) => ({
  peer: `peer0.${org}`,
  org,
  ...(ahead !== undefined && { ahead }),
});
const offIn = (...clocks: Parameters<typeof clockFindings>[0]) =>
  clockFindings(clocks).flatMap(({ state, what }) => (state === 'fault' ? [what] : []));

test('clocks that agree to a second or two are well, and so is a machine without peers', () => {
  expect(offIn(clock('lender', 1), clock('insurer', -1), clock('registry', 2))).toEqual([]);
  expect(offIn(clock('lender'))).toEqual([]);
  expect(offIn()).toEqual([]);
});

test('whose clock is off is said by the others', () => {
  expect(offIn(clock('lender', 0), clock('insurer', 65), clock('registry', 1))).toEqual([
    'the clock of peer0.insurer is 65 seconds ahead of the others',
  ]);
  expect(offIn(clock('lender', 61), clock('insurer', 60), clock('registry', 60))).toEqual([
    'the clock of this machine is 60 seconds behind the others',
  ]);
  expect(offIn(clock('lender', -20), clock('insurer', -20), clock('registry', 400))).toEqual([
    'the clock of this machine is 20 seconds ahead of the others',
    'the clock of peer0.registry is 420 seconds ahead of the others',
  ]);
});
