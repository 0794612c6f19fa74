import { behaviours } from '../behaviour';
import { realWorld } from './world';

jest.setTimeout(120_000);

const world = realWorld();

afterAll(() => world.close());

describe.each(Object.entries(behaviours))('%s on the real network', (_, behaviour) => {
  behaviour(async () => world);
});
