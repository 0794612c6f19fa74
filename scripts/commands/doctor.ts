import { messageOf } from '../fault';
import { copyLook } from '../health/copy';
import type { Finding } from '../health/finding';
import { networkLooks } from '../health/network';
import type { Home } from '../home';
import { machineLooks } from '../health/machine';
import { membershipLook } from '../health/membership';
import { revocationLook } from '../identity/revocation';
import { answer, green, red } from '../say';
import { suspensionLook } from '../health/suspension';

export async function doctor(home: Home, json: boolean) {
  const all: Finding[] = [];
  for (const [about, look] of Object.entries({
    ...machineLooks,
    ...networkLooks,
    channel: membershipLook,
    copy: copyLook,
    revocations: revocationLook,
    suspensions: suspensionLook,
  }))
    try {
      all.push(...(await look(home)));
    } catch (error) {
      all.push({
        about,
        state: 'fault',
        what: `could not be looked at: ${messageOf(error)}`,
        cure: 'scripts/logs may say more',
      });
    }
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
