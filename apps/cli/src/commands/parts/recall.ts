import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Checkpoint, Checkpoints, FollowOptions, RecallStep } from '@roadbook/gateway';
import type { Answer, Desk, Register } from '../../command';
import { misused } from '../../fault';
import { type Line, online } from '../../network';
import { following } from '../../terminal/following';
import type { Paper } from '../../terminal/layout';

type Options = {
  readonly as?: string;
  readonly days?: string;
  readonly checkpoint?: string;
  readonly from?: string;
  readonly once?: boolean;
  readonly acknowledge: boolean;
};

export const register: Register = (program, desk) => {
  const recall = program
    .command('recall')
    .summary('pass on what was recalled')
    .description('Recalls of parts (docs/tasks/recall.md).');
  recall
    .command('follow')
    .summary('run the recall agent of an organisation')
    .description(
      'Acknowledge each notification received, find in the own private bills of material what holds the parts ' +
        'named, notify whom it was delivered to, and put own vehicles under the campaign. Goes on until ' +
        'Ctrl-C; what it did before it does not do again. It acts as --as and listens as the service of that ' +
        'organisation.',
    )
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .option('--days <count>', 'days that a customer has to answer', '10')
    .option('--checkpoint <file>', 'where it keeps how far it came')
    .option(
      '--from <block>',
      'the first block to look at when there is no checkpoint; 0 is the beginning',
      '0',
    )
    .option('--no-acknowledge', 'leave acknowledging to people, and go on when they did')
    .option('--once', 'end when nothing more is on the ledger')
    .action((options: Options) => desk.act(() => run(desk, options)));
};

/** With --once it ends when nothing more came for this long. */
const QUIET_MS = 3_000;

function wholeNumber(text: string, what: string, most: bigint): bigint {
  const value = /^\d{1,18}$/.test(text) ? BigInt(text) : -1n;
  if (value < 0n || value > most)
    throw misused('NUMBER_UNREADABLE', `${text} is no ${what}.`, `Give a whole number up to ${most}.`);
  return value;
}

/** A file that is whole at any moment: written beside and renamed. */
export function checkpointsIn(file: string): Checkpoints {
  return {
    load: async () => {
      if (!existsSync(file)) return undefined;
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as Checkpoint;
      } catch {
        throw misused(
          'CHECKPOINT_UNREADABLE',
          `${file} holds no checkpoint.`,
          'Remove it: what was done is not done again.',
        );
      }
    },
    save: async (checkpoint) => {
      writeFileSync(`${file}.new`, `${JSON.stringify(checkpoint)}\n`, { flush: true });
      renameSync(`${file}.new`, file);
    },
  };
}

async function run(desk: Desk, options: Options): Promise<Answer | undefined> {
  const { terminal } = desk;
  const days = Number(wholeNumber(options.days ?? '10', 'number of days', 365n));
  const from = wholeNumber(options.from ?? '0', 'number of a block', 10n ** 18n);
  const how: FollowOptions = {
    days,
    from,
    acknowledge: options.acknowledge,
    ...(options.checkpoint !== undefined && {
      checkpoint: checkpointsIn(resolve(terminal.directory, options.checkpoint)),
    }),
  };
  const work = (line: Line) =>
    options.once
      ? once(line, how)
      : following(
          desk,
          (listening) => line.gateway.followRecalls(line.roadbook, { ...how, ...listening }),
          (step) => step,
          (step) => inWords(desk.paper, step),
        );
  return await online(terminal, options.as, work, { service: true });
}

/** Everything until now. */
async function once({ roadbook, gateway }: Line, how: FollowOptions): Promise<Answer> {
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), QUIET_MS);
  const steps: RecallStep[] = [];
  for await (const step of gateway.followRecalls(roadbook, { ...how, signal: quiet.signal })) {
    clearTimeout(timer);
    steps.push(step);
    timer = setTimeout(() => quiet.abort(), QUIET_MS);
  }
  clearTimeout(timer);
  const words = (paper: Paper): string =>
    steps.map((step) => inWords(paper, step)).join('\n') || 'There was nothing to do.';
  return { value: { steps }, words };
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

function inWords(paper: Paper, step: RecallStep): string {
  const name = paper.bold(step.notification);
  switch (step.did) {
    case 'acknowledged':
      return `${paper.good('✓')} ${name} acknowledged, tier ${step.tier}`;
    case 'forwarded':
      return `${paper.good('→')} ${name} to ${step.to}: ${count(step.parts, 'part')}, ${step.proven} proven, as ${step.sent}`;
    case 'recalled':
      return `${paper.good('✓')} ${name}: ${count(step.vehicles, 'vehicle')} under ${step.campaign}`;
    case 'waited':
      return `${paper.odd('!')} ${name}: ${count(step.vehicles, 'vehicle')} reached; announce the campaign (vehicle.announceRecall)`;
    case 'held':
      return `${paper.odd('!')} ${name}: ${count(step.parts, 'part')} still here`;
    default:
      return `${paper.bad('✗')} ${name}: ${step.says}`;
  }
}
