import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keepUntilStopped } from './command';
import { CopyFault, sentenceOf } from './fault';
import { Store } from './store/store';

/** Where the copy answers that has no topology at hand. */
const DEFAULT_PORT = 7106;

/** The program `roadbook-copy`. ROADBOOK_HOME says where profiles and users are. */
export async function start(): Promise<void> {
  process.umask(0o077);
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ options: { org: text, port: text, make: text } });
    if (values.make !== undefined) {
      await (await Store.open({ folder: values.make })).close();
      process.exit();
    }
    const { ROADBOOK_HOME: root } = process.env;
    if (!root || values.org === undefined)
      throw new CopyFault(
        'SETTING_UNREADABLE',
        'It is not said whose copy is to be kept.',
        'Set ROADBOOK_HOME to the directory that holds profiles/<organisation>.json, and give --org <organisation>.',
      );
    const port = Number(values.port ?? DEFAULT_PORT);
    await keepUntilStopped({ root: resolve(root), org: values.org, port, env: process.env, say });
    process.exit();
  } catch (error) {
    say(
      `error: ${sentenceOf(error)}\n  cure: ${error instanceof CopyFault ? error.cure : 'report what it says'}`,
    );
    process.exit(1);
  }
}
