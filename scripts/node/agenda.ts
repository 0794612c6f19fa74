import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation } from '../../network/topology';
import { type Home, repository } from '../home';
import { end, launch, running, runFile } from './processes';

/** The name of the identity with which an organisation's agenda reads the ledger and acts. */
export const AGENDA = 'agenda';

const program = join(repository, 'apps', 'agenda');

/** The process of an organisation that sends what falls due; it listens nowhere. */
export const agendaId = (org: Organisation) => `agenda.${org.name}`;

/** The organisations of this machine that have an agenda. */
export const keepers = (home: Home): readonly Organisation[] =>
  home.topology.agenda && home.topology.founding ? home.here : [];

/** Starts the agendas that do not run, and anew those that run an older build; answers how many. */
export async function launchAgendas(home: Home): Promise<number> {
  let fresh = 0;
  for (const org of keepers(home)) if (await launchAgenda(home, org)) fresh++;
  return fresh;
}

export async function launchAgenda(home: Home, org: Organisation): Promise<boolean> {
  const before = running(home, agendaId(org));
  const built = statSync(join(program, 'dist', 'main.js')).mtimeMs;
  if (before && statSync(runFile(home, before.id)).mtimeMs < built) await end(home, before);
  return launch(home, {
    id: agendaId(org),
    command: process.execPath,
    args: [join(program, 'bin', 'roadbook-agenda.js'), '--org', org.name],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC', ROADBOOK_HOME: home.root },
    cwd: home.root,
  });
}

interface State {
  readonly at: string;
  readonly trouble?: string;
}

/** How long ago, in milliseconds, an agenda said the last time that it goes on, and what it cannot do. */
export function agendaState(
  home: Home,
  org: Organisation,
): { silentMs: number; trouble?: string | undefined } {
  const file = home.path('agenda', org.name, 'state.json');
  const started = running(home, agendaId(org)) ? statSync(runFile(home, agendaId(org))).mtimeMs : 0;
  if (!existsSync(file)) return { silentMs: Date.now() - started };
  try {
    const { at, trouble } = JSON.parse(readFileSync(file, 'utf8')) as State;
    return { silentMs: Date.now() - Math.max(started, Date.parse(at)), trouble };
  } catch {
    return { silentMs: Date.now() - started };
  }
}
