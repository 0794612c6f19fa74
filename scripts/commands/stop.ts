import type { Home } from '../home';
import { allRunning, end, type Running } from '../node/processes';
import { step } from '../say';

/** Copies and chaincode first, so that nobody complains; then peers, orderers, CAs. */
const turn = ({ id }: Running) => ['peer', 'orderer', 'ca.'].findIndex((kind) => id.startsWith(kind)) + 1;

export async function stop(home: Home): Promise<string[]> {
  const all = allRunning(home);
  if (all.length === 0) return [];
  await step(`end ${all.length} processes`, async () => {
    for (const now of [0, 1, 2, 3])
      await Promise.all(all.filter((found) => turn(found) === now).map((found) => end(home, found)));
  });
  return all.map((found) => found.id);
}
