import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { Fault, Misuse } from '../fault';
import type { Home } from '../home';
import { lastWords, logFile } from '../node/processes';
import { answer } from '../say';

type Wish = {
  readonly id: string | undefined;
  readonly lines: number;
  readonly follow: boolean;
  readonly json: boolean;
};

export async function logs(home: Home, { id, lines, follow, json }: Wish) {
  if (!Number.isInteger(lines) || lines < 1)
    throw new Misuse('--lines is no count', 'give a whole number, such as --lines 50');
  if (follow && json)
    throw new Misuse('logs that are followed are no JSON document', 'leave out --follow or --json');
  const folder = home.path('logs');
  const all = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.log'))
        .map((name) => name.slice(0, -4))
    : [];
  const chosen = all.filter((name) => !id || name === id || name.endsWith(`.${id}`));
  if (chosen.length === 0)
    throw new Fault(
      id ? `nothing called ${id} has a log` : 'there are no logs yet',
      `one of: ${all.join(', ') || 'none; scripts/start first'}`,
    );
  if (follow) {
    const tail = spawn('tail', ['-n', String(lines), '-F', ...chosen.map((name) => logFile(home, name))], {
      stdio: 'inherit',
    });
    process.on('SIGINT', () => tail.kill());
    await new Promise((resolve) => tail.on('close', resolve));
    return;
  }
  const found = chosen.map((name) => ({
    id: name,
    lines: lastWords(home, name, lines).split('\n').filter(Boolean),
  }));
  answer(json, found, () => found.map((one) => `== ${one.id}\n${one.lines.join('\n')}`).join('\n'));
}
