import { parseArgs } from 'node:util';
import type { Command } from './call';
import { commands } from './commands';
import { Misuse, troubleOf } from '../fault';
import { openHome } from '../home';
import { answer, red, say } from '../say';

const usageOf = (name: string, command: Command) => `scripts/${command.usage ?? name}`;

function help(json: boolean): void {
  const all = Object.entries(commands).map(([name, command]) => ({
    usage: usageOf(name, command),
    summary: command.summary,
  }));
  const lines = all.map(
    ({ usage, summary }) =>
      `  ${usage.padEnd(54)}${usage.length < 54 ? '' : `\n${' '.repeat(56)}`}${summary}`,
  );
  const title = "Roadbook: one shared record of a car's whole life.";
  answer(
    json,
    { ok: true, commands: all },
    () => `${title}\n\n${lines.join('\n')}\n\nEvery command takes --json and --help.`,
  );
}

async function carryOut(name: string, rest: readonly string[], json: boolean): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Misuse(`there is no scripts/${name}`, `one of ${Object.keys(commands).join(', ')}`);
  const options = { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({
    args: [...rest],
    options,
    allowPositionals: true,
    strict: true,
  });
  if (values.help) {
    const usage = usageOf(name, command);
    return answer(
      json,
      { ok: true, usage, summary: command.summary },
      () => `${usage}\n\n${command.summary}`,
    );
  }
  const surplus = positionals[command.words ?? 0];
  if (surplus !== undefined)
    throw new Misuse(`scripts/${name} knows nothing of ${surplus}`, usageOf(name, command));
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) if (typeof value === 'string') texts[key] = value;
  const flags = new Set(Object.entries(values).flatMap(([key, value]) => (value === true ? [key] : [])));
  await command.run({ home: openHome(), json, texts, flags, words: positionals });
}

/**
 * Runs one command line, `start --json`. A failure is told on both outputs and in the exit code of the
 * process.
 */
export async function runLine(argv: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = argv;
  const json = argv.includes('--json');
  if (['help', '--help', '--json'].includes(name)) return help(json);
  try {
    await carryOut(name, rest, json);
  } catch (error) {
    const { exit, ...trouble } = troubleOf(error, name);
    process.exitCode = exit;
    if (json) answer(true, { ok: false, error: trouble }, () => undefined);
    say(`${red('error:')} ${trouble.message}`);
    say(`  cure: ${trouble.cure}`);
    if (process.env['ROADBOOK_TRACE'] && error instanceof Error) say(error.stack);
  }
}
