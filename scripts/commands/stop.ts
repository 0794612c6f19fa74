import type { Home } from '../home';
import { allRunning, end, type Running } from '../node/processes';
import { step } from '../say';
import { WATCH } from '../node/watch';

/** Programs and chaincode first, so that peers do not complain; then peers, orderers, CAs. */
const turn = (found: Running) =>
  found.what ? 0 : ['peer', 'orderer', 'ca'].findIndex((kind) => found.id.startsWith(kind)) + 1;

export async function stop(home: Home): Promise<string[]> {
  const all = allRunning(home);
  if (all.length === 0) return [];
  await step(`end ${all.length} processes`, async () => {
    // It would bring back what ends.
    const watcher = all.find(({ id }) => id === WATCH);
    if (watcher) await end(home, watcher);
    for (const now of [0, 1, 2, 3])
      await Promise.all(
        all.filter((found) => found !== watcher && turn(found) === now).map((found) => end(home, found)),
      );
  });
  return all.map((found) => found.id);
}
