import { connect, type PeerClock } from '@roadbook/gateway';
import { type Finding, well } from './finding';
import type { Home } from '../home';
import { running } from '../node/processes';
import { profileFile } from '../identity/profile';

/**
 * Clocks so far apart are set by nobody, in seconds; half the window within which a peer takes a transaction.
 */
const FAR = 5;

/**
 * What the peers' clocks show, as the first organisation here whose peer runs can ask them; nobody when none
 * runs.
 */
export async function peerClocks(home: Home): Promise<readonly PeerClock[]> {
  const [org] = home.here.filter(({ peers: [peer] }) => peer && running(home, peer.id));
  if (!org) return [];
  await using asking = await connect({ profile: profileFile(home, org), user: 'admin' });
  return await asking.clocks();
}

/** Whose clock is off: the middle one of all, this machine's among them, is taken for right. */
export function clockFindings(clocks: readonly PeerClock[], now = new Date()): Finding[] {
  const told = clocks.flatMap(({ peer, ahead }) =>
    ahead === undefined ? [] : [{ what: `the clock of ${peer}`, ahead }],
  );
  const all = [{ what: 'the clock of this machine', ahead: 0 }, ...told];
  const middle =
    all.map(({ ahead }) => ahead).toSorted((left, right) => left - right)[Math.floor(told.length / 2)] ?? 0;
  const off = all.filter(({ ahead }) => Math.abs(ahead - middle) >= FAR);
  if (off.length === 0)
    return [well('clock', `${now.toISOString()}${told.length > 0 ? `, as ${told.length} peers say` : ''}`)];
  return off.map(({ what, ahead }) => ({
    about: 'clock',
    state: 'fault',
    what: `${what} is ${Math.abs(ahead - middle)} seconds ${ahead > middle ? 'ahead of' : 'behind'} the others`,
    cure: 'set it (timedatectl set-ntp true); peers refuse what is stamped more than 10 seconds off',
  }));
}
