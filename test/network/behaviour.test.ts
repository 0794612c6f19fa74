import { behaviours } from '../behaviour';
import type { World } from '../behaviour/world';
import { inStep } from '../stories/instep';
import { realWorld } from './world';

jest.setTimeout(120_000);

const world = realWorld();
const together = inStep();
const orderly: World = { ...world, be: async (member, role) => ({ on: together((await world.be(member, role)).on) }) };

afterAll(() => world.close());

describe.each(Object.entries(behaviours))('%s on the real network', (_, behaviour) => {
  behaviour(async () => orderly);
});
