import { runChaincode } from '../chaincode/deploy';
import { isFrozen, pulseOf, type Target, targetsOf } from '../health/pulse';
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

/** How long `up` waits for an answer before it takes a process for hung. */
const SILENT_MS = 5_000;

/** Ends every process here that does not answer; answers which. What ends is started by whoever asked. */
export async function endSilent(home: Home): Promise<string[]> {
  const pulses = await Promise.all(
    targetsOf(home).map(async (target) => ({ target, pulse: await pulseOf(home, target, SILENT_MS) })),
  );
  const hung = pulses.flatMap(({ target, pulse }) => (pulse === 'silent' ? [target] : []));
  await Promise.all(hung.map((target) => endHung(home, target)));
  return hung.map(({ id }) => id);
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
