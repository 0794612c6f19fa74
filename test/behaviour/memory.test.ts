import { openWorld } from '@roadbook/ledger';
import { behaviours } from './index';
import { vinOf } from '../../stories/vin';
import type { World } from './world';

async function inMemory(): Promise<World> {
  const { ledger, be } = await openWorld({ at: Date.now() });
  let count = 0;
  return {
    be,
    fresh: (prefix) => `${prefix}-${++count}`,
    vin: () => vinOf('1M8', ++count),
    now: () => new Date(ledger.now).toISOString(),
    wait: async (until) => ledger.pass(Math.max(0, Date.parse(until) - ledger.now)),
  };
}

describe.each(Object.entries(behaviours))('%s in memory', (_, behaviour) => {
  const world = inMemory();
  behaviour(() => world);
});
