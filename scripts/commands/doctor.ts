import { messageOf } from '../fault';
import { copyLook } from '../health/copy';
import { type Finding, type Look } from '../health/finding';
import { networkLooks } from '../health/network';
import type { Home } from '../home';
import { machineLooks } from '../health/machine';
import { membershipLook } from '../health/membership';
import { processesLook } from '../health/processes';
import { LOOK_MS, within } from '../health/pulse';
import { revocationLook } from '../identity/revocation';
import { answer, green, red } from '../say';
import { suspensionLook } from '../health/suspension';

const looks: Readonly<Record<string, Look>> = {
  ...machineLooks,
  ...networkLooks,
  channel: membershipLook,
  copy: copyLook,
  revocations: revocationLook,
  suspensions: suspensionLook,
};

/** What a look found; one that takes longer than it may is told as that, and forgotten. */
async function found(
  home: Home,
  about: string,
  look: Look,
  silent: readonly string[],
): Promise<readonly Finding[]> {
  try {
    const all = await within(LOOK_MS, async () => await look(home));
    if (all) return all;
    const waits = silent.length > 0 ? `, which waits for ${silent.join(', ')}` : '';
    const cure = silent.length > 0 ? 'cure that first' : 'run it again when the machine is less busy';
    return [{ about, state: 'warning', what: `could not be looked at in ${LOOK_MS / 1000} s${waits}`, cure }];
  } catch (error) {
    const what = `could not be looked at: ${messageOf(error)}`;
    return [{ about, state: 'fault', what, cure: 'scripts/logs may say more' }];
  }
}

/** Every look ends by itself, all at once; those at the processes first, because others wait for what hangs. */
export async function examine(home: Home): Promise<Finding[]> {
  const processes = await processesLook(home);
  const silent = processes.flatMap(({ process: id }) => id ?? []);
  const others = await Promise.all(
    Object.entries(looks).map(([about, look]) => found(home, about, look, silent)),
  );
  return [...processes, ...others.flat()];
}

export async function doctor(home: Home, json: boolean) {
  const all = await examine(home);
  const faults = all.filter((one) => one.state === 'fault').length;
  if (faults > 0) process.exitCode = 1;
  const mark = { well: green('✓'), warning: '!', fault: red('✗') };
  answer(json, { ok: faults === 0, findings: all }, () =>
    [
      ...all.map(
        (one) =>
          `${mark[one.state]} ${one.about.padEnd(13)} ${one.what}${one.cure ? `\n                cure: ${one.cure}` : ''}`,
      ),
      faults === 0 ? 'all is well' : `${faults} ${faults === 1 ? 'fault' : 'faults'}`,
    ].join('\n'),
  );
}
