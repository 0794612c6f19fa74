import type { Home } from './home';
import { profileFile } from './profile';
import { answer, say, seconds } from './say';
import { status } from './status';
import { play } from './story';
import { settle, up } from './up';

export async function start(home: Home, json: boolean) {
  const began = performance.now();
  await up(home);
  await settle(home);
  await play(home);
  say(`\nRoadbook runs (${seconds(began)}). It goes on until scripts/stop.\n`);
  const now = await status(home);
  const places = home.here.map((org) => ({
    organisation: org.name,
    gateway: org.peers.map((peer) => `${peer.host} at ${peer.reach}:${peer.port}`),
    ca: `https://${org.ca.reach}:${org.ca.port}`,
    profile: profileFile(home, org),
    identities: org.cast.map((member) => ({ name: `${org.name}/${member.name}`, role: member.role })),
  }));
  answer(json, { ok: true, ...now, organisations: places }, () =>
    [
      ...places.flatMap((place) => [
        place.organisation,
        `  gateway     ${place.gateway.join(', ')}`,
        `  ca          ${place.ca}`,
        `  profile     ${place.profile}`,
        `  identities  ${place.identities.map(({ name, role }) => (name.endsWith(`/${role}`) ? name : `${name} (${role})`)).join(', ')}`,
      ]),
      '',
      'Next:',
      '  npx roadbook api            every operation, who may call it, what it takes',
      '  scripts/status              what runs',
      '  scripts/stop                end it; the ledger stays, scripts/start goes on from there',
    ].join('\n'),
  );
}
