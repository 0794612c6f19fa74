import { parseArgs } from 'node:util';
import { commands } from './commands';
import { Fault, messageOf } from './fault';
import { openHome } from './home';
import { answer, red, say } from './say';

function help(): string {
  const lines = Object.entries(commands).map(
    ([name, command]) => `  scripts/${command.usage ?? name}`.padEnd(56) + command.summary,
  );
  return `Roadbook: one shared record of a car's whole life.\n\n${lines.join('\n')}\n\nEvery command takes --json and --help.`;
}

async function main(argv: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = argv;
  const command = commands[name];
  if (!command) {
    process.stdout.write(`${help()}\n`);
    if (name !== 'help' && name !== '--help') process.exitCode = 2;
    return;
  }
  const json = rest.includes('--json');
  try {
    const options = { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true, strict: true });
    if (values.help) {
      const usage = `scripts/${command.usage ?? name}`;
      answer(json, { ok: true, usage, summary: command.summary }, () => `${usage}\n\n${command.summary}`);
      return;
    }
    const texts: Record<string, string> = {};
    for (const [key, value] of Object.entries(values)) if (typeof value === 'string') texts[key] = value;
    const flags = new Set(Object.entries(values).flatMap(([key, value]) => (value === true ? [key] : [])));
    await command.run({ home: openHome(), json, texts, flags, words: positionals });
  } catch (error) {
    process.exitCode = process.exitCode || 1;
    const cure =
      error instanceof Fault
        ? error.cure
        : (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
          ? `scripts/${name} --help`
          : undefined;
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, error: messageOf(error), cure })}\n`);
    say(`${red('error:')} ${messageOf(error)}`);
    if (cure) say(`  cure: ${cure}`);
    else if (error instanceof Error && error.stack) say(error.stack);
  }
}

// Every file of this program and of the processes it starts is its owner's alone.
process.umask(0o077);
void main(process.argv.slice(2));
