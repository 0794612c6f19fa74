import type { FactName, Heard } from '@roadbook/gateway';
import { everyEvent } from '../schema/catalogue';
import type { Answer, Desk, Register } from '../command';
import { misused } from '../fault';
import { listenerOf } from '../home';
import { type Line, online } from '../network';
import { didYouMean } from '../schema/nearest';
import type { Paper } from '../terminal/layout';
import { following } from '../terminal/following';
import { brief } from '../terminal/show';
import { factsInWords, onWire } from '../terminal/transaction';

type Options = {
  readonly follow?: boolean;
  readonly from?: string;
  readonly fact?: readonly string[];
  readonly as?: string;
};

export const register: Register = (program, desk) => {
  program
    .command('events')
    .summary('what transactions told, in the order of the ledger')
    .description(
      'Print what transactions told, in the order of the ledger. With --follow it goes on until Ctrl-C, across restarts of peers; ' +
        'with --json it then prints one JSON document a line.',
    )
    .option('--follow', 'go on listening, from now if --from is not given')
    .option('--from <block>', 'the first block to tell of; 0 is the beginning')
    .option('--fact <name...>', 'only facts of these names, such as MemberRegistered')
    .option(
      '--as <member>',
      'listen as this service or administrator, such as lender/service; a service that is here, if not given',
    )
    .action((options: Options) => desk.act(() => listen(desk, options)));
};

/** Without --follow it ends when nothing more came for this long. */
const QUIET_MS = 1_000;

function factsOf(names: readonly string[]): FactName[] {
  const known = everyEvent().map(({ name }) => name);
  for (const name of names)
    if (!known.includes(name))
      throw misused(
        'UNKNOWN_FACT',
        `Nothing tells ${name}.`,
        `${didYouMean(name, known)}\`npx roadbook api\` tells the events of every operation.`,
        { fact: name },
      );
  return names as FactName[];
}

function startOf({ from, follow }: Options): 'first' | 'next' | bigint {
  if (from === undefined) return follow ? 'next' : 'first';
  if (/^\d{1,18}$/.test(from)) return BigInt(from);
  throw misused(
    'BLOCK_UNREADABLE',
    `${from} is no number of a block.`,
    'Give a whole number; 0 is the first block.',
  );
}

async function listen(desk: Desk, options: Options): Promise<Answer | undefined> {
  const { terminal } = desk;
  const facts = options.fact && factsOf(options.fact);
  const from = startOf(options);
  const as = listenerOf(terminal, options.as);
  return await online(terminal, as, (line) =>
    options.follow
      ? following(
          desk,
          (how) => line.roadbook.events({ from, ...how, ...wanted(facts) }),
          documentOf,
          (one) => inWords(desk.paper, one),
        )
      : collect(line, from, facts),
  );
}

const documentOf = ({ blockNumber, txId, at, facts }: Heard) => ({
  block: Number(blockNumber),
  txId,
  at,
  facts: onWire(facts),
});

function inWords(paper: Paper, { blockNumber, txId, at, facts }: Heard): string {
  return `${paper.bold(`block ${blockNumber}`)}  ${brief(at)}  ${paper.faint(`transaction\n  ${txId}`)}\n${factsInWords(paper, facts)}`;
}

type From = ReturnType<typeof startOf>;
const wanted = (facts: FactName[] | undefined) => (facts ? { facts } : {});

/** Everything until now. */
async function collect({ roadbook }: Line, from: From, facts: FactName[] | undefined): Promise<Answer> {
  const quiet = new AbortController();
  const rest = (): NodeJS.Timeout => setTimeout(() => quiet.abort(), QUIET_MS);
  let timer = rest();
  const heard: Heard[] = [];
  for await (const one of roadbook.events({ from, signal: quiet.signal, ...wanted(facts) })) {
    clearTimeout(timer);
    heard.push(one);
    timer = rest();
  }
  clearTimeout(timer);
  const words = (paper: Paper): string =>
    heard.map((one) => inWords(paper, one)).join('\n') || 'Nothing was told yet.';
  return { value: { events: heard.map(documentOf) }, words };
}
