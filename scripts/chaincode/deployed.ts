import { type Home, readJson, writePrivate } from '../home';
import type { Packed } from './package';

/** What runs under a name. Each packed version keeps the port it was given, because peers remember it. */
export type Deployed = {
  readonly packed: Packed;
  readonly sequence: number;
  readonly slots: Readonly<Record<string, number>>;
};

const register = (home: Home) => home.path('chaincodes.json');
export const deployments = (home: Home) => readJson<Record<string, Deployed>>(register(home)) ?? {};

export const remember = (home: Home, deployed: Deployed) =>
  writePrivate(
    register(home),
    JSON.stringify({ ...deployments(home), [deployed.packed.name]: deployed }, null, 2),
  );
