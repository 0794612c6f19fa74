import { found } from './found';
import type { Home } from './home';
import { profileFile } from './profile';
import { answer, say, seconds, step } from './say';
import { status } from './status';
import { play } from './story';
import { enrolCast, up } from './up';

export async function start(home: Home, json: boolean) {
  const began = performance.now();
  await up(home);
  await step('the cast has its certificates', async () => {
    const fresh = await enrolCast(home);
    return fresh > 0 ? `${fresh} enrolled` : 'all were enrolled before';
  });
  await step('the consortium is founded', async () => {
    const fresh = await found(home);
    return fresh > 0 ? `${fresh} organisations are now on the ledger` : 'it was before';
  });
  await play(home);
  say(`\nRoadbook runs (${seconds(began)}). It goes on until scripts/stop.\n`);
  const now = await status(home);
  const places = home.topology.organisations.map((org) => ({
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
