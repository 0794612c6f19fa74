import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../apps/cli/src/main';
import type { Terminal } from '../../../apps/cli/src/terminal/terminal';

export interface Seen {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

type Scene = Partial<Pick<Terminal, 'columns' | 'colour' | 'env' | 'directory'>> & {
  readonly input?: string;
};

/** Runs a command line and answers what a person would see. */
export async function type(line: readonly string[], scene: Scene = {}): Promise<Seen> {
  let [out, err] = ['', ''];
  const { input = '', colour = false, ...rest } = scene;
  const terminal: Terminal = {
    columns: 80,
    colour,
    errorColour: colour,
    env: { ROADBOOK_HOME: join(tmpdir(), 'roadbook-nowhere') },
    directory: tmpdir(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readInput: async () => input,
    onStop: () => {},
    ...rest,
  };
  return { exit: await run(line, terminal), out, err };
}

/** The document that --json prints. */
export const documentOf = ({ out }: Seen) =>
  JSON.parse(out) as Record<string, never> & {
    ok: boolean;
    error: { code: string; cure: string; message: string };
  };

/** A directory with files, and what to put there. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'roadbook-cli-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A home with the profiles of a lender and a registry whose peers nobody runs, and users without keys. */
export function homeWith(users: readonly string[]): string {
  const profile = (org: string, folder: string) =>
    JSON.stringify({
      version: 1,
      org,
      mspId: org,
      channel: 'roadbook',
      chaincode: 'roadbook',
      peers: [
        {
          org,
          name: `peer0.${org}`,
          address: `127.0.0.1:${org.length}`,
          serverName: 'localhost',
          tlsCaFile: 'ca.pem',
        },
      ],
      users: join(folder, 'users', org),
    });
  const folder = folderWith(Object.fromEntries(users.map((user) => [`users/${user}/cert.pem`, ''])));
  mkdirSync(join(folder, 'profiles'));
  for (const org of ['lender', 'registry'])
    writeFileSync(join(folder, 'profiles', `${org}.json`), profile(org, folder));
  return folder;
}
