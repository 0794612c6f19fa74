import { runChaincode } from '../chaincode/deploy';
import { isFrozen, pulseOf, type Target } from '../health/pulse';
import type { Home } from '../home';
import { launchAgenda } from './agenda';
import type { Programs } from './fabric';
import { launchCa, launchNode } from './network';
import { end, running, waitFor } from './processes';

/** How long a process that hangs is given to end by itself. */
const LAST_MS = 1_000;

/** Ends a process that hangs; one that was frozen hears nothing but the last word. */
export async function endHung(home: Home, { id }: Target): Promise<void> {
  const found = running(home, id);
  if (found) await end(home, found, isFrozen(found.pid) ? 0 : LAST_MS);
}

/** Starts a process that is to run and does not, with what is on the disk; it runs when this ends. */
export async function revive(home: Home, programs: Programs, target: Target): Promise<void> {
  const { kind, org } = target;
  if (kind === 'agenda') await launchAgenda(home, org);
  else if (kind === 'chaincode') {
    const { packed, slots } = target.deployed;
    await runChaincode(home, org, packed, slots[packed.label] ?? 0);
  } else if (target.node.kind === 'ca') await launchCa(home, programs, org);
  else await launchNode(home, programs, target.node);
  await waitFor(home, target.id, async () => (await pulseOf(home, target)) === 'well');
}
