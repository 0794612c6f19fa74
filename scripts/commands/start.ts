import type { Home } from '../home';
import { profileFile } from '../identity/profile';
import { answer, say, seconds } from '../say';
import { status } from './status';
import { play } from './story';
import { keepTime, lookAfter, settle, up } from './up';

export async function start(home: Home, json: boolean) {
  const began = performance.now();
  await up(home);
  await settle(home);
  await keepTime(home);
  await lookAfter(home);
  const vin = await play(home);
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
      ...next(vin).map(([command, says]) => `  ${command.padEnd(39)}${says}`),
    ].join('\n'),
  );
}

/** What to try now: the car of the story where one was told. */
const next = (vin: string | undefined): readonly (readonly [command: string, says: string])[] => [
  vin
    ? [`npx roadbook trust ${vin}`, 'all that is known of the car of the story']
    : ['scripts/status', 'what runs'],
  ['npx roadbook api', 'every operation, who may call it, what it takes; scripts/api serves them over HTTP'],
  ['scripts/stop', 'end it; the ledger stays, scripts/start goes on from there'],
];
