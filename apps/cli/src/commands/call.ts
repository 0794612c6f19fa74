import { randomBytes } from 'node:crypto';
import { canonical, type Entry, type WireCall } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { entryNamed } from '../schema/catalogue';
import type { Answer, Desk, Register } from '../command';
import { misused } from '../fault';
import { accept, parseJson, readJson, readSource, requestOf } from '../terminal/input';
import { type Line, online } from '../network';
import type { Paper } from '../terminal/layout';
import { show } from '../terminal/show';
import { factsInWords, onWire, writesInWords } from '../terminal/transaction';

type Options = { readonly as?: string; readonly secret?: string; readonly dryRun?: boolean };

export const register: Register = (program, desk) => {
  program
    .command('call')
    .summary('call an operation')
    .description(
      'Call an operation of a room as an enrolled user. The request is checked against its schema before ' +
        'anything is sent.',
    )
    .argument('<operation>', '<room>.<operation>; npx roadbook api lists them')
    .argument(
      '[request]',
      'JSON, @file, or - for the standard input; what its one needed field holds may stand alone',
      '{}',
    )
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .option(
      '--secret <source>',
      'private facts: @file, or - for the standard input; they are never an argument',
    )
    .option('--dry-run', 'send nothing: show what would be answered and written')
    .addHelpText('after', `\nExamples:\n  ${EXAMPLES.join('\n  ')}`)
    .action((operation: string, request: string, options: Options) =>
      desk.act(() => call(desk, operation, request, options)),
    );
};

const EXAMPLES = [
  'npx roadbook call member.whoAmI --as lender/desk',
  `npx roadbook call member.listOrganisations '{"size":10}' --as registry/registrar --json`,
  'npx roadbook call part.capture @event.json --as manufacturer/plant --dry-run',
];

async function call(desk: Desk, name: string, request: string, options: Options): Promise<Answer> {
  const entry = entryNamed(name);
  const wire = await wireOf(desk, entry, request, options.secret);
  const work = (line: Line) => (options.dryRun ? tryOut(line, entry, wire) : carry(line, entry, wire));
  return await online(desk.terminal, options.as, work, { service: options.dryRun === true });
}

/** What will be sent; a request that the schema refuses goes no further. */
async function wireOf(
  { terminal }: Desk,
  entry: Entry,
  text: string,
  source: string | undefined,
): Promise<WireCall> {
  const { room, name, operation, request: schema } = entry;
  refuseOpenSecret(entry, text, source);
  const cure = `\`npx roadbook api ${room}.${name}\` tells what it may hold.`;
  const request = canonical(
    z.encode(
      schema,
      accept(schema, requestOf(schema, await readJson(terminal, text)), 'The request', cure) as never,
    ),
  );
  const call = { manner: operation.manner, room, name, request };
  if (!operation.secret || source === undefined) return call;
  const read = parseJson(await readSource(terminal, source.replace(/^@/, '')), 'the private input');
  const facts = z.encode(
    operation.secret,
    accept(operation.secret, read, 'The private facts', cure) as never,
  );
  return { ...call, secret: canonical({ salt: randomBytes(16).toString('hex'), facts }) };
}

/** Private facts are given exactly when the operation takes them, and never where others can read them. */
function refuseOpenSecret({ room, name, operation }: Entry, text: string, source: string | undefined): void {
  const ways = '--secret @file, or --secret - for the standard input';
  if (!operation.secret && source !== undefined)
    throw misused('NOTHING_PRIVATE', `${room}.${name} takes no private facts.`, 'Leave --secret out.');
  if (operation.secret && source === undefined)
    throw misused('SECRET_MISSING', `${room}.${name} takes private facts.`, `Give them: ${ways}.`);
  if (source !== undefined && source !== '-' && !source.startsWith('@'))
    throw misused(
      'SECRET_IN_THE_OPEN',
      'Private facts on the command line can be read by others on this machine.',
      `Give them: ${ways}.`,
    );
  if (text === '-' && source === '-')
    throw misused(
      'ONE_INPUT',
      'Request and private facts cannot both come from the standard input.',
      'Give one of them as @file.',
    );
}

/**
 * The answer as the api states it, its fields in the order of the schema; untouched when this version knows
 * another form.
 */
function resultOf({ response }: Entry, text: string): unknown {
  const wire: unknown = JSON.parse(text);
  const read = z.safeDecode(response, wire as never);
  return read.success ? z.encode(response, read.data as never) : wire;
}

async function carry({ roadbook, as }: Line, entry: Entry, wire: WireCall): Promise<Answer> {
  const { text, receipt } = await roadbook.carry(wire);
  const sent = receipt && {
    txId: receipt.txId,
    block: Number(receipt.blockNumber),
    attempts: receipt.attempts,
  };
  const value = { operation: `${entry.room}.${entry.name}`, as, result: resultOf(entry, text), ...sent };
  const words = (paper: Paper): string => {
    const tail = sent ? [paper.faint(`  written in block ${sent.block}, transaction\n  ${sent.txId}`)] : [];
    return [
      `${paper.good('✓')} ${paper.bold(value.operation)} as ${as}`,
      show(paper, value.result),
      ...tail,
    ].join('\n');
  };
  return { value, words };
}

/** What it would do; nothing is sent to the orderers. */
async function tryOut({ roadbook, as }: Line, entry: Entry, wire: WireCall): Promise<Answer> {
  const { result: text, writes, secrets, facts, endorsers, compared } = await roadbook.simulate(wire);
  const operation = `${entry.room}.${entry.name}`;
  const result = resultOf(entry, text);
  const words = (paper: Paper): string =>
    [
      `${paper.odd('dry run')} ${paper.bold(operation)} as ${as}: nothing was written`,
      show(paper, result),
      '',
      paper.bold('Would write'),
      writesInWords(paper, writes, secrets),
      ...(compared
        ? []
        : [
            paper.faint(
              '  what stands there now is not shown: only the service of an organisation reads blocks',
            ),
          ]),
      '',
      paper.bold('Would tell'),
      factsInWords(paper, facts),
    ].join('\n');
  return {
    value: {
      operation,
      as,
      dryRun: true,
      result,
      ...(onWire({ writes, secrets, facts, endorsers, compared }) as object),
    },
    words,
  };
}
