import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CopyFault } from './fault';
import type { Where } from './store/database';

/** The files of the copy of one organisation, below the home of the network. */
export interface CopyHome {
  readonly org: string;
  /** The connection profile of the organisation. */
  readonly profile: string;
  /** The name of the chaincode whose records are copied. */
  readonly chaincode: string;
  /** The address of a database of one's own, mode 0600, where it is not in the environment. */
  readonly setting: string;
  /** The embedded database, where no other is set. */
  readonly data: string;
  /** Held by the program that keeps the copy. */
  readonly lock: string;
  /** Where that program answers, and the secret for it, mode 0600. */
  readonly door: string;
}

/** Names the address of a database; it holds a password, so it is never an argument. */
export const SETTING = 'ROADBOOK_COPY_DATABASE';

/** Finds the files of an organisation. Throws SETTING_UNREADABLE when the home has no such organisation. */
export function copyHome(root: string, org: string): CopyHome {
  const profiles = join(root, 'profiles');
  const known = existsSync(profiles)
    ? readdirSync(profiles).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? [])
    : [];
  if (!known.includes(org))
    throw new CopyFault(
      'SETTING_UNREADABLE',
      `There is no organisation ${org} in ${root}.`,
      known.length === 0
        ? 'Start the network (scripts/start), or set ROADBOOK_HOME.'
        : `One of ${known.sort().join(', ')}.`,
    );
  const profile = join(profiles, `${org}.json`);
  const { chaincode } = JSON.parse(readFileSync(profile, 'utf8')) as { chaincode: string };
  const own = join(root, 'copy', org);
  const file = (name: string) => join(own, name);
  return {
    ...{ org, profile, chaincode, setting: file('database'), data: file('data') },
    ...{ lock: file('lock.sqlite'), door: file('door.json') },
  };
}

/** Whether a copy of the organisation was ever kept here. */
export const isKept = (home: CopyHome): boolean => existsSync(home.lock);

/** Where the copy is kept, by the environment, else the file of the home, else in the home itself. */
export function whereOf(home: CopyHome, env: NodeJS.ProcessEnv): Where {
  const address = env[SETTING] ?? addressIn(home.setting);
  if (address === undefined || address === '') return { folder: home.data };
  if (!/^postgres(?:ql)?:\/\//.test(address))
    throw new CopyFault(
      'SETTING_UNREADABLE',
      `What ${env[SETTING] === undefined ? home.setting : SETTING} holds is no address of PostgreSQL.`,
      'Write it like postgres://user:password@host:5432/roadbook, or leave it out for a database in the home.',
    );
  return { postgres: address };
}

function addressIn(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  if ((found.mode & 0o077) !== 0)
    throw new CopyFault('SETTING_UNREADABLE', `${file} can be read by others.`, `chmod 600 ${file}`);
  return readFileSync(resolve(file), 'utf8').trim();
}

/** Makes a folder that only its owner reads. */
export const makePrivate = (folder: string): void => void mkdirSync(folder, { recursive: true, mode: 0o700 });
