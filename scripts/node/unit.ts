import { join, resolve } from 'node:path';
import { userInfo } from 'node:os';
import type { Command } from '../commands/call';
import { Misuse } from '../fault';
import { type Home, makeDirectory, repository, writePrivate } from '../home';
import { answer } from '../say';
import { ownSettings } from './watcher';

export type Units = { readonly file: string; readonly name: string };

/** As systemd reads a word: quoted, and its own signs doubled. */
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;

/** The unit of this network, for the user who owns it. */
export function unitOf(home: Home, user = userInfo().username): string {
  const door = (name: string): string => quoted(join(repository, 'scripts', name));
  const settings = Object.entries(ownSettings(home)).map(
    ([name, value]) => `Environment=${quoted(`${name}=${value}`).replaceAll('$$', '$')}`,
  );
  return [
    '[Unit]',
    'Description=Roadbook: the nodes of this machine, and who looks after them',
    'After=network-online.target',
    'Wants=network-online.target',
    '',
    '[Service]',
    'Type=exec',
    `User=${user}`,
    ...settings,
    `WorkingDirectory=${repository.replaceAll('%', '%%')}`,
    '# What runs already is left alone; the watcher stays in the foreground, and takes the place of the one that up left.',
    `ExecStartPre=${door('up')}`,
    `ExecStart=${door('watch')}`,
    `ExecStop=${door('stop')}`,
    'TimeoutStartSec=600',
    'TimeoutStopSec=120',
    'Restart=on-failure',
    'RestartSec=5',
    '# A watcher that ends takes no node with it.',
    'KillMode=process',
    'UMask=0077',
    'NoNewPrivileges=true',
    'LimitNOFILE=65536',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n');
}

export function writeUnits(home: Home, folder: string): Units {
  const name = 'roadbook.service';
  const file = join(makeDirectory(folder), name);
  writePrivate(file, unitOf(home));
  return { file, name };
}

const describeUnits = ({ file, name }: Units): string =>
  [
    file,
    `  check it:   systemd-analyze verify ${file}`,
    `  install it: sudo install -m 644 ${file} /etc/systemd/system/ && sudo systemctl enable --now ${name}`,
  ].join('\n');

/** `scripts/units` */
export const unitsCommand: Command = {
  usage: 'units <folder>',
  summary: 'Write a systemd unit that brings the network up with the machine and watches over it.',
  words: 1,
  run: async ({ home, json, words: [folder] }) => {
    if (folder === undefined) throw new Misuse('it says no folder', 'scripts/units <folder>');
    const made = writeUnits(home, resolve(folder));
    answer(json, { ok: true, ...made }, () => describeUnits(made));
  },
};
