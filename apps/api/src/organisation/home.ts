import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { copyHome, type CopyHome } from '@roadbook/copy';
import { Fault } from '../fault';

/** The files of one organisation's server, below the home of the network. */
export interface Home {
  readonly org: string;
  /** The connection profile of the organisation; names the directory of its users. */
  readonly profile: string;
  /** Who may call: hashes of tokens, mode 0600. */
  readonly tokens: string;
  /** The copy of the ledger in SQL, made anew when it is gone. */
  readonly copy: CopyHome;
  /** What only this server knows: capture jobs and named queries. */
  readonly desk: string;
  readonly users: string;
}

/** Finds the files of an organisation. Throws {@link Fault} when the home has no such organisation. */
export function openHome(root: string, org: string): Home {
  const profiles = join(root, 'profiles');
  const known = existsSync(profiles)
    ? readdirSync(profiles).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? [])
    : [];
  if (known.length === 0)
    throw new Fault(`there is no network in ${root}`, 'start it (scripts/start), or set ROADBOOK_HOME');
  if (!known.includes(org))
    throw new Fault(`there is no organisation ${org} in ${root}`, `one of ${known.sort().join(', ')}`);
  const profile = join(profiles, `${org}.json`);
  const { users } = JSON.parse(readFileSync(profile, 'utf8')) as { users?: string };
  const own = join(root, 'api', org);
  return {
    org,
    profile,
    tokens: join(own, 'tokens.json'),
    copy: copyHome(root, org),
    desk: join(own, 'desk.sqlite'),
    users: users === undefined ? join(root, 'users', org) : resolve(profiles, users),
  };
}

/** Users whose certificate and key lie in the home. */
export function usersOf({ users }: Home): string[] {
  if (!existsSync(users)) return [];
  return readdirSync(users).filter((user) =>
    ['cert.pem', 'key.pem'].every((file) => existsSync(join(users, user, file))),
  );
}

const makeDirectory = (file: string): void => void mkdirSync(dirname(file), { recursive: true, mode: 0o700 });

/** An empty file that only its owner reads, unless it is there. */
export function makePrivate(file: string): void {
  makeDirectory(file);
  closeSync(openSync(file, 'a', 0o600));
}

/** Whole or not at all, readable by its owner only. */
export function writePrivate(file: string, text: string): void {
  makeDirectory(file);
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600, flush: true });
  renameSync(draft, file);
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Milliseconds of the last change; 0 when there is no such file. */
export const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
