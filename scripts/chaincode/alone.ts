import { type Home, isFounded } from '../home';
import { Fault } from '../fault';
import { locked } from '../node/fabric';
import { running } from '../node/processes';

/** One change of a network at a time. */
export const alone = <T>(home: Home, work: () => Promise<T>) => locked(home.path('lock.json'), work);

/** Refuses when the network is not up. */
export function mustRun(home: Home) {
  const idle = home.here.find((org) => !running(home, org.ca.id));
  if (!isFounded(home) || idle)
    throw new Fault('the network does not run', 'scripts/start (or scripts/up, without the story)');
}
