import { existsSync, readdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { homedir } from 'node:os';
import { locked } from '../node/fabric';
import { Fault } from '../fault';
import { type Home, repository } from '../home';
import { stop } from './stop';

export async function reset(home: Home, sure: boolean) {
  if (!existsSync(home.root)) return;
  const begun =
    existsSync(home.path('network.json')) || readdirSync(home.root).every((name) => name === 'lock.json');
  if (!begun || [homedir(), repository, '/'].includes(home.root))
    throw new Fault(`${home.root} is no network of ours`, 'nothing was removed; look at ROADBOOK_HOME');
  if (!sure && !(await agreed(home))) throw new Fault('nothing was removed', 'scripts/reset --yes');
  await locked(home.path('lock.json'), async () => {
    await stop(home);
    rmSync(home.root, { recursive: true, force: true });
  });
}

async function agreed(home: Home): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const line = createInterface({ input: process.stdin, output: process.stderr });
  const reply = await line.question(
    `Remove the ledger, every key and certificate in ${home.root}? Type yes: `,
  );
  line.close();
  return reply.trim() === 'yes';
}
