import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apis, time } from '@roadbook/chaincode/api';
import type { DecideOptions, DecisionStep, LoanApplication, LoanFacts } from '@roadbook/gateway';
import type { Answer, Desk, Register } from '../command';
import { misused } from '../fault';
import { type Line, online } from '../network';
import { accept, parseJson, readSource } from '../terminal/input';
import type { Paper } from '../terminal/layout';
import { checkpointsIn } from './parts/recall';

type Options = {
  readonly as?: string;
  readonly scorecard: string;
  readonly model?: string;
  readonly facts: string;
  readonly terms: string;
  readonly checkpoint?: string;
  readonly once?: boolean;
};

export const register: Register = (program, desk) => {
  const decide = program
    .command('decide')
    .summary('decide on loan applications by the published scorecard')
    .description('The decision process of a lender.');
  decide
    .command('follow')
    .summary('run the decision process of a lender')
    .description(
      'Decide on each application as soon as it is made: keep what is known of the applicant, score it by the ' +
        'published scorecard, approve, counter or decline as it says, with the reasons kept under seal, and refer ' +
        'the rest. What nothing is known about, or what invites sealed bids, is left to a person. Goes on until ' +
        'Ctrl-C; it decides once. It acts as --as and listens as the service of that organisation.',
    )
    .requiredOption('--scorecard <version>', 'the published scorecard (loan.publishScorecard)')
    .requiredOption(
      '--facts <folder>',
      'what is known of each applicant: <applicationId>.json, as loan.underwrite takes it',
    )
    .requiredOption(
      '--terms <file>',
      'terms that are offered, JSON, without principal, instalments and dates',
    )
    .option('--model <id@version>', 'the registered model that decisions name (loan.registerModel)')
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .option('--checkpoint <file>', 'where it keeps how far it came')
    .option('--once', 'end when nothing more is on the ledger')
    .action((options: Options) => desk.act(() => run(desk, options)));
};

const { score, underwrite } = apis.loan.operations;
const asked = score.request.shape.terms;
const template = asked.omit({ principal: true, instalments: true, startOn: true, firstDueOn: true });

/** With --once it ends when nothing more came for this long. */
const QUIET_MS = 3_000;
/** Days from a decision to the start of the terms: the applicant has to accept, the lender to pay out. */
const START_DAYS = 7;

function versionOf(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw misused('NUMBER_UNREADABLE', `${text} is no version.`, 'Give a whole number from 1 up.');
}

function modelOf(text: string): { modelId: string; version: number } {
  const [modelId = '', version = ''] = text.split('@');
  return { modelId, version: versionOf(version) };
}

async function policyOf({ terminal }: Desk, options: Options): Promise<DecideOptions> {
  const source = parseJson(await readSource(terminal, options.terms.replace(/^@/, '')), options.terms);
  const offered = accept(
    template,
    source,
    'The terms',
    'See npx roadbook api loan.score --path request.terms',
  );
  const folder = resolve(terminal.directory, options.facts);
  if (!existsSync(folder))
    throw misused('FILE_MISSING', `There is no folder ${options.facts}.`, 'Give the folder of the facts.');
  const facts = async ({ applicationId }: LoanApplication): Promise<LoanFacts | undefined> => {
    const file = join(folder, `${applicationId}.json`);
    if (!existsSync(file)) return undefined;
    const known = parseJson(await readSource(terminal, file), `${applicationId}.json`);
    return accept(underwrite.secret, known, 'What is known', 'See npx roadbook api loan.underwrite');
  };
  const terms = ({ amount, instalments }: LoanApplication) => {
    const startOn = time.addDays(new Date().toISOString().slice(0, 10), START_DAYS);
    return { ...offered, principal: amount, instalments, startOn, firstDueOn: time.addMonths(startOn, 1) };
  };
  return {
    ...{ scorecardVersion: versionOf(options.scorecard), facts, terms },
    ...(options.model !== undefined && { model: modelOf(options.model) }),
    ...(options.checkpoint !== undefined && {
      checkpoint: checkpointsIn(resolve(terminal.directory, options.checkpoint)),
    }),
  };
}

async function run(desk: Desk, options: Options): Promise<Answer | undefined> {
  const how = await policyOf(desk, options);
  const work = (line: Line) => (options.once ? once(line, how) : follow(desk, line, how));
  return await online(desk.terminal, options.as, work, { service: true });
}

async function once({ roadbook, gateway }: Line, how: DecideOptions): Promise<Answer> {
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), QUIET_MS);
  const steps: DecisionStep[] = [];
  for await (const step of gateway.followApplications(roadbook, { ...how, signal: quiet.signal })) {
    clearTimeout(timer);
    steps.push(step);
    timer = setTimeout(() => quiet.abort(), QUIET_MS);
  }
  clearTimeout(timer);
  const words = (paper: Paper): string =>
    steps.map((step) => inWords(paper, step)).join('\n') || 'There was nothing to decide.';
  return { value: { steps }, words };
}

async function follow(
  { terminal, paper, json }: Desk,
  { roadbook, gateway }: Line,
  how: DecideOptions,
): Promise<undefined> {
  const stop = new AbortController();
  terminal.onStop(() => stop.abort());
  const onBreak = (why: string): void =>
    terminal.err(`${paper.faint(`interrupted (${why}); connecting again`)}\n`);
  if (!json) terminal.err(`${paper.faint('listening; Ctrl-C ends it')}\n`);
  for await (const step of gateway.followApplications(roadbook, { ...how, signal: stop.signal, onBreak }))
    terminal.out(json ? `${JSON.stringify({ ok: true, ...step })}\n` : `${inWords(paper, step)}\n`);
}

/** Why an application waits for a person. */
const WHY = {
  noFacts: 'nothing is known of the applicant',
  underSeal: 'it invites sealed bids',
  refused: 'the ledger refused',
} as const;

function inWords(paper: Paper, step: DecisionStep): string {
  const name = paper.bold(step.applicationId);
  if (step.did === 'decided') return `${paper.good('✓')} ${name}: ${step.outcome}, ${step.points} points`;
  if (step.did === 'passed') return paper.faint(`${step.applicationId} is not open, or decided already`);
  return `${paper.odd('!')} ${name} is left to a person: ${WHY[step.why]}${step.code ? ` (${step.code})` : ''}`;
}
