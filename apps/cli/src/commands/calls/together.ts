import { randomBytes } from 'node:crypto';
import { canonical, type Entry, MOST_CALLS, togetherOf, type WireCall } from '@roadbook/chaincode/api';
import { z } from 'zod';
import type { Answer, Desk, Register } from '../../command';
import { misused } from '../../fault';
import { type Line, online } from '../../network';
import { entryNamed } from '../../schema/catalogue';
import { dryRunOf } from '../../terminal/dryrun';
import { accept, readJson } from '../../terminal/input';
import type { Paper } from '../../terminal/layout';
import { show } from '../../terminal/show';

type Options = { readonly as?: string; readonly dryRun?: boolean };

export const register: Register = (program, desk) => {
  program
    .command('together')
    .summary('call several operations as one transaction')
    .description(
      'Carry out the calls of a file as one transaction, all or nothing. Each sees what those before it ' +
        'wrote. The file is a list of objects with one member each: the operation and its request; where an ' +
        'operation takes private facts, {"request": …, "private": …}.',
    )
    .argument('<file>', 'a JSON file, or - for the standard input')
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .option('--dry-run', 'send nothing: show what would be answered and written')
    .addHelpText('after', `\nA file:\n  ${EXAMPLE}`)
    .action((file: string, options: Options) => desk.act(() => together(desk, file, options)));
};

const EXAMPLE =
  '[{"loan.disburse":{"loanId":"L-1","on":"2026-03-01"}},\n   {"loan.charge":{"loanId":"L-1",…}}]';

/** A call of the file: its operation, and what is sent. */
interface Listed {
  readonly entry: Entry;
  readonly wire: WireCall;
}

async function together(desk: Desk, file: string, { as, dryRun }: Options): Promise<Answer> {
  const list = await readJson(desk.terminal, file === '-' ? file : `@${file.replace(/^@/, '')}`);
  const listed = callsIn(list);
  const wire = togetherOf(
    listed.map((one) => one.wire),
    'all',
  );
  const work = (line: Line) => (dryRun ? tryOut(line, listed, wire) : carry(line, listed, wire));
  return await online(desk.terminal, as, work, { service: dryRun === true });
}

/** The calls, each checked against its schema; `{"calls": […]}`, as the server takes it, is taken too. */
function callsIn(list: unknown): Listed[] {
  const calls: unknown = isObject(list) && Object.keys(list).join() === 'calls' ? list['calls'] : list;
  if (!Array.isArray(calls) || calls.length === 0 || calls.length > MOST_CALLS)
    throw misused(
      'INVALID_REQUEST',
      `The file holds no list of 1 to ${MOST_CALLS} calls.`,
      'Write [{"room.operation": {…}}, …].',
    );
  return calls.map(callAt);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function callAt(call: unknown, at: number): Listed {
  const members = isObject(call) ? Object.entries(call) : [];
  const [only] = members;
  if (!only || members.length > 1)
    throw misused(
      'INVALID_REQUEST',
      `The call ${at} is no object with one member.`,
      'Write {"room.operation": {…}}.',
      { call: at },
    );
  const entry = entryNamed(only[0]);
  const { room, name, operation } = entry;
  const cure = `\`npx roadbook api ${only[0]}\` tells what it may hold.`;
  const what = `The call ${at} (${only[0]})`;
  const encoded = (schema: z.core.$ZodType, value: unknown, of: string) =>
    z.encode(schema, accept(schema, value, of, cure) as never);
  const { request, facts } = operation.secret ? apart(only[1]) : { request: only[1] };
  const wire = {
    ...{ manner: operation.manner, room, name },
    request: canonical(encoded(entry.request, request, what)),
  };
  if (!operation.secret) return { entry, wire };
  const salt = randomBytes(16).toString('hex');
  const kept = encoded(operation.secret, facts, `The private facts of the call ${at} (${only[0]})`);
  return { entry, wire: { ...wire, secret: canonical({ salt, facts: kept }) } };
}

const apart = (body: unknown): { request: unknown; facts?: unknown } =>
  isObject(body) ? { request: body['request'], facts: body['private'] } : { request: body };

/** The answers as their api states them; untouched when this version knows another form. */
function resultsOf(listed: readonly Listed[], text: string) {
  const { results } = JSON.parse(text) as { results: readonly unknown[] };
  return listed.map(({ entry }, at) => {
    const read = z.safeDecode(entry.response, results[at] as never);
    return {
      operation: `${entry.room}.${entry.name}`,
      result: read.success ? z.encode(entry.response, read.data as never) : results[at],
    };
  });
}

async function carry({ roadbook, as }: Line, listed: readonly Listed[], wire: WireCall): Promise<Answer> {
  const { text, receipt } = await roadbook.carry(wire);
  const results = resultsOf(listed, text);
  const sent = receipt && { txId: receipt.txId, block: Number(receipt.blockNumber) };
  const words = (paper: Paper): string => {
    const tail = sent ? [paper.faint(`  written in block ${sent.block}, transaction\n  ${sent.txId}`)] : [];
    const parts = results.flatMap(({ operation, result }) => [
      `${paper.good('✓')} ${paper.bold(operation)} as ${as}`,
      show(paper, result),
    ]);
    return [...parts, ...tail].join('\n');
  };
  return { value: { as, results, ...sent }, words };
}

async function tryOut({ roadbook, as }: Line, listed: readonly Listed[], wire: WireCall): Promise<Answer> {
  const simulated = await roadbook.simulate(wire);
  const operation = listed.map(({ entry }) => `${entry.room}.${entry.name}`).join(', ');
  return dryRunOf({ operation, as }, simulated, resultsOf(listed, simulated.result));
}
