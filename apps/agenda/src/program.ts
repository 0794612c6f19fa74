import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { connect, readProfile } from '@roadbook/gateway';
import { runAgenda } from './agenda';
import { Fault } from './fault';
import { logToStderr } from './log';
import { PACE } from './send';
import { placeOf } from './store';

/** The name of the identity with which an organisation's agenda reads the ledger and acts. */
export const AGENDA = 'agenda';

const usage = 'roadbook-agenda --org <organisation> [--rate <calls a second>]';

/** How often a second it may send, as it was asked. */
function rateOf(text: string | undefined): number {
  if (text === undefined) return PACE.rate;
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text);
  throw new Fault(`--rate ${text} is no number from 1 to 9999`, usage);
}

/** Runs the agenda of one organisation until it is told to stop. ROADBOOK_HOME says where profiles and users are. */
export async function start(): Promise<void> {
  process.umask(0o077);
  try {
    const { values } = parseArgs({
      options: { org: { type: 'string' }, rate: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (values.help) return void process.stdout.write(`${usage}\n`);
    const root = resolve(process.env['ROADBOOK_HOME'] || '.roadbook');
    const file = join(root, 'profiles', `${values.org ?? ''}.json`);
    if (!values.org || !existsSync(file))
      throw new Fault(
        `there is no organisation ${values.org ?? '(none)'} in ${root}`,
        `${usage}; ROADBOOK_HOME is the directory that holds profiles/<organisation>.json`,
      );
    await serve(root, values.org, file, rateOf(values.rate));
  } catch (error) {
    process.exitCode = 1;
    const cure = (error as { cure?: string }).cure ?? usage;
    process.stderr.write(
      `error: ${error instanceof Error ? error.message : String(error)}\n  cure: ${cure}\n`,
    );
  }
}

async function serve(root: string, org: string, profile: string, rate: number): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const log = logToStderr();
  const desk = await connect({ profile, user: AGENDA });
  const { chaincode } = readProfile(profile);
  log({ level: 'info', what: 'begins', org });
  await runAgenda({ desk, chaincode, place: placeOf(root, org), log, pace: { rate } }, stop.signal);
  log({ level: 'info', what: 'ends', org });
  // Calls to a peer that hangs would keep the process for their whole time; whoever sends them next is answered.
  process.exit();
}
