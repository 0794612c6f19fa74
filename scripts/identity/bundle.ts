import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '../../network/topology';
import { Fault } from '../fault';
import { type Home, writePrivate } from '../home';
import { caOf, identityCaFile } from './files';
import { type Places, profileNaming, reachableFrom } from './profile';

/** What somebody is handed: the folder, and what the own machine and the program need to know of it. */
export interface Bundle {
  readonly folder: string;
  readonly profile: string;
  /** Its peers are at 127.0.0.1: it is of use on this machine alone. */
  readonly loopback: boolean;
}

/**
 * A folder to hand over: the profile, the roots of those whose peers it names, and one user's key and
 * certificate. It names no other place, so it works wherever it is put, as ROADBOOK_HOME too. Every file is
 * its owner's alone (0600). Throws a `Fault` when the folder holds anything.
 */
export function writeBundle(home: Home, org: Organisation, user: string, folder: string): Bundle {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Fault(`${folder} is not empty`, 'name a folder that is not there yet');
  const places: Places = {
    users: join('..', 'users', org.name),
    identityCa: join('..', 'roots', `${org.name}-identity.pem`),
    tlsCa: ({ name }) => join('..', 'roots', `${name}-tls.pem`),
  };
  const profile = join(folder, 'profiles', `${org.name}.json`);
  const copy = (from: string, to: string) => writePrivate(join(folder, 'profiles', to), readFileSync(from));
  for (const owner of reachableFrom(home, org)) copy(caOf(home, owner).tlsCaFile, places.tlsCa(owner));
  copy(identityCaFile(home, org), places.identityCa);
  for (const file of ['cert.pem', 'key.pem'])
    copy(join(home.user(org.name, user), file), join(places.users, user, file));
  writePrivate(profile, `${JSON.stringify(profileNaming(places, home, org), null, 2)}\n`);
  return { folder, profile, loopback: home.topology.endpoints === 'loopback' };
}

/** For who hands it over. */
export const describeBundle = ({ folder, profile, loopback }: Bundle, user: string): string[] => [
  `to hand over: ${folder}, with the key; send it as a secret`,
  `  a program: connect({ profile: '${profile}', user: '${user}' })`,
  `  the command line: ROADBOOK_HOME=${folder} npx roadbook …`,
  ...(loopback
    ? ['  its peers are at 127.0.0.1 (endpoints: loopback in the topology): for this machine alone']
    : []),
];
