import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { options, run, usage } from './command';
import { Fault, Misuse } from './fault';

/** Where the server of an organisation listens that has no topology at hand. */
const DEFAULT_PORT = 7105;

/**
 * The program `roadbook-api`, for an organisation that installed this package alone. ROADBOOK_HOME says where
 * profiles and users are.
 */
export async function start(): Promise<void> {
  process.umask(0o077);
  try {
    const all = { ...options, json: { type: 'boolean' }, help: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ options: all, allowPositionals: true });
    const { json = false, help, ...texts } = values;
    if (help) return void process.stdout.write(`roadbook-${usage.replaceAll('| api', '| roadbook-api')}\n`);
    const root = process.env['ROADBOOK_HOME'];
    if (!root)
      throw new Fault(
        'ROADBOOK_HOME is not set',
        'set it to the directory that holds profiles/<organisation>.json',
      );
    await run({ root: resolve(root), words: positionals, texts, json, port: DEFAULT_PORT });
  } catch (error) {
    const isMisuse =
      error instanceof Misuse || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    process.exitCode = isMisuse ? 2 : 1;
    const cure = error instanceof Fault ? error.cure : 'roadbook-api --help';
    process.stderr.write(
      `error: ${error instanceof Error ? error.message : String(error)}\n  cure: ${cure}\n`,
    );
  }
}
