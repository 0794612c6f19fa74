import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Fault, misused } from './fault';
import { didYouMean } from './schema/nearest';
import type { Terminal } from './terminal/terminal';

/**
 * What a client of an organisation must know; written by the network, or sent by the organisation to its
 * people.
 */
export interface Profile {
  readonly org: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly peers: readonly { readonly org: string; readonly name: string; readonly address: string }[];
  /** The directory with one directory a user. */
  readonly users?: string;
  readonly ca?: { readonly url: string; readonly name: string; readonly tlsCaFile: string };
}

/** The repository, when this program runs from one: it is compiled to apps/cli/dist. */
export const repository = resolve(__dirname, '..', '..', '..');

function nearestHome(directory: string): string | undefined {
  const here = join(directory, '.roadbook');
  if (existsSync(here)) return here;
  const above = dirname(directory);
  return above === directory ? undefined : nearestHome(above);
}

/** Where a person is: the directory, and what the environment says. */
export type Place = Pick<Terminal, 'env' | 'directory'>;

/**
 * Where the state of the network is: ROADBOOK_HOME, else the nearest .roadbook upwards, else the one of the
 * repository.
 */
export const homeOf = ({ env, directory }: Place): string =>
  env.ROADBOOK_HOME
    ? resolve(directory, env.ROADBOOK_HOME)
    : (nearestHome(directory) ?? join(repository, '.roadbook'));

/** Exactly what starts the network whose state would be in this home. */
export function startCommand(home: string, directory: string): string {
  const path = relative(directory, join(repository, 'scripts', 'start'));
  const script = path.startsWith('..') ? join(repository, 'scripts', 'start') : `./${path}`;
  const offset = portOffsetOf(home);
  const settings = [
    ...(home === join(repository, '.roadbook') ? [] : [`ROADBOOK_HOME=${home}`]),
    ...(offset === 0 ? [] : [`ROADBOOK_PORT_OFFSET=${offset}`]),
  ];
  return [...settings, script].join(' ');
}

/** What was added to every port when the network of this home was founded. */
export function portOffsetOf(home: string): number {
  try {
    return (
      (JSON.parse(readFileSync(join(home, 'network.json'), 'utf8')) as { portOffset?: number }).portOffset ??
      0
    );
  } catch {
    return 0;
  }
}

export function noNetwork(home: string, directory: string): Fault {
  const cure = existsSync(join(repository, 'scripts', 'start'))
    ? `Start it: ${startCommand(home, directory)}`
    : 'Set ROADBOOK_HOME to the directory that holds profiles/<organisation>.json.';
  return new Fault('network', {
    code: 'NO_NETWORK',
    message: `There is no network in ${home}.`,
    cure,
    stage: 'connect',
  });
}

export function organisationsOf(place: Place): string[] {
  const home = homeOf(place);
  const folder = join(home, 'profiles');
  const found = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  if (found.length === 0) throw noNetwork(home, place.directory);
  return found.map((file) => file.slice(0, -'.json'.length)).sort();
}

export const profileFile = (home: string, org: string): string => join(home, 'profiles', `${org}.json`);

/** Files of a profile are named from where it stands. */
const anchored = ({ users, ca, ...profile }: Profile, home: string): Profile => ({
  ...profile,
  ...(users !== undefined && { users: resolve(home, 'profiles', users) }),
  ...(ca && { ca: { ...ca, tlsCaFile: resolve(home, 'profiles', ca.tlsCaFile) } }),
});

export function profileOf(place: Place, org: string): Profile {
  const known = organisationsOf(place);
  const home = homeOf(place);
  if (!known.includes(org)) {
    const cure = `${didYouMean(org, known)}The organisations here are ${known.join(', ')}.`;
    throw misused('UNKNOWN_ORGANISATION', `There is no organisation ${org} in ${home}.`, cure, { org });
  }
  try {
    return anchored(JSON.parse(readFileSync(profileFile(home, org), 'utf8')) as Profile, home);
  } catch {
    throw misused(
      'PROFILE_UNREADABLE',
      `${profileFile(home, org)} cannot be read.`,
      'Write it again: ./scripts/up',
    );
  }
}

export function usersOf({ users }: Pick<Profile, 'users'>): string[] {
  if (!users || !existsSync(users)) return [];
  return readdirSync(users)
    .filter((user) => existsSync(join(users, user, 'cert.pem')))
    .sort();
}

/** Who acts: `<organisation>/<user>` of --as or ROADBOOK_AS, and enrolled. */
export function actorOf(place: Place, as: string | undefined): { home: string; org: string; user: string } {
  const home = homeOf(place);
  const text = as ?? place.env.ROADBOOK_AS;
  const known = organisationsOf(place);
  const list = '`npx roadbook status` lists who is enrolled.';
  if (!text) throw misused('WHO_IS_MISSING', 'Say who calls: --as <organisation>/<user>.', list);
  const [org = '', user = '', ...rest] = text.split('/');
  if (rest.length > 0 || user === '' || org === '') {
    const guess = known.includes(org)
      ? `Enrolled with ${org}: ${usersOf(profileOf(place, org)).join(', ')}.`
      : list;
    throw misused(
      'WHO_UNREADABLE',
      `${text} does not name a user of an organisation; write <organisation>/<user>.`,
      guess,
    );
  }
  const users = usersOf(profileOf(place, org));
  if (users.includes(user)) return { home, org, user };
  const guess = `${didYouMean(user, users, `${org}/`)}Enrolled with ${org}: ${users.join(', ') || 'nobody'}.`;
  const cure = `${guess} To enrol: npx roadbook enrol ${text} --role <role>`;
  throw misused('NOT_ENROLLED', `${text} is not enrolled in ${home}.`, cure, { member: text });
}

/** Who reads, when it matters little who does: as asked, else the first who is enrolled with a role. */
export function readerOf(place: Place, as: string | undefined): string | undefined {
  const asked = as ?? place.env.ROADBOOK_AS;
  if (asked !== undefined) return asked;
  const everyone = organisationsOf(place).flatMap((org) =>
    usersOf(profileOf(place, org)).map((user) => ({ org, user })),
  );
  const { org, user } = everyone.find(({ user: name }) => !PROGRAMS.includes(name)) ?? everyone[0] ?? {};
  return org === undefined ? undefined : `${org}/${user}`;
}

/** The identity with which an organisation's programs read blocks and listen. */
const SERVICE = 'service';
/** Who stands for the organisation, or for its programs: no person reads as one of them. */
const PROGRAMS: readonly string[] = ['admin', SERVICE, 'agenda'];

/** The service of an organisation, where its key is here. */
export function serviceOf(place: Place, org: string): string | undefined {
  const { users } = profileOf(place, org);
  return users && existsSync(join(users, SERVICE, 'key.pem')) ? SERVICE : undefined;
}

/**
 * Who reads blocks: as asked, else the service of the organisation of ROADBOOK_AS, else the first service
 * that is here.
 */
export function listenerOf(place: Place, as: string | undefined): string | undefined {
  if (as !== undefined) return as;
  const [own] = place.env.ROADBOOK_AS?.split('/') ?? [];
  const known = organisationsOf(place);
  const org = [...known.filter((one) => one === own), ...known].find(
    (one) => serviceOf(place, one) !== undefined,
  );
  return org === undefined ? readerOf(place, undefined) : `${org}/${SERVICE}`;
}
