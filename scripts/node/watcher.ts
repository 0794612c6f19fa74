import { statSync } from 'node:fs';
import { join } from 'node:path';
import { locked, programs } from './fabric';
import { Fault } from '../fault';
import { type Home, isFounded, repository } from '../home';
import { claim, end, launch, runFile, running } from './processes';
import type { Command } from '../commands/call';
import { Watch, WATCH } from './watch';
import { say } from '../say';

/** Leaves one running, of this build and for this topology; there is never a second. */
export async function launchWatch(home: Home): Promise<boolean> {
  const program = join(repository, 'dist', 'scripts', 'main.js');
  const before = running(home, WATCH);
  const changed = Math.max(...[program, home.topology.path].map((path) => statSync(path).mtimeMs));
  if (before && statSync(runFile(home, WATCH)).mtimeMs < changed) await end(home, before);
  return launch(home, {
    id: WATCH,
    command: process.execPath,
    args: [program, 'watch'],
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      HOME: process.env.HOME ?? '/',
      NO_COLOR: '1',
      ...ownSettings(home),
    },
    cwd: home.root,
  });
}

/** What says which network it is; the same as for whoever started it. */
export const ownSettings = (home: Home): Record<string, string> => ({
  ROADBOOK_HOME: home.root,
  ROADBOOK_TOPOLOGY: home.topology.path,
  ROADBOOK_PORT_OFFSET: String(home.topology.portOffset),
  ...(process.env.ROADBOOK_ORGANISATIONS && { ROADBOOK_ORGANISATIONS: process.env.ROADBOOK_ORGANISATIONS }),
  ...(process.env.XDG_CACHE_HOME && { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME }),
});

/** Looks after the network until it is told to stop. Who watched before is ended: there is one. */
async function watch(home: Home): Promise<void> {
  if (!isFounded(home)) throw new Fault('there is no network to watch over', 'scripts/start');
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const other = running(home, WATCH);
  if (other && other.pid !== process.pid)
    await locked(home.path('lock.json'), async () => {
      await end(home, other);
      claim(home, WATCH);
    });
  else claim(home, WATCH);
  const tell = (line: string) => say(`${new Date().toISOString()} ${line}`);
  tell(`watches over ${home.root}`);
  await new Watch(home, await programs(), tell).run(stop.signal);
  tell('ends');
  process.exit();
}

/** `scripts/watch` */
export const watchCommand: Command = {
  summary:
    'Look after the processes until it is stopped: what died or hangs is started again. up and start leave one ' +
    'running; this one takes its place.',
  run: ({ home }) => watch(home),
};
