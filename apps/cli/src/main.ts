import { Command, CommanderError } from 'commander';
import { register as agenda } from './commands/agenda';
import { register as api } from './commands/api';
import { register as bom } from './commands/parts/bom';
import { register as call } from './commands/calls/call';
import { register as copy, registerAudit as audit } from './commands/copy';
import { register as decide } from './commands/decide';
import { register as docs } from './commands/docs';
import { register as enrol } from './commands/enrol';
import { register as epcis } from './commands/epcis';
import { register as events } from './commands/events';
import { register as explain } from './commands/explain';
import { register as iso20022 } from './commands/money/iso20022';
import { register as loan } from './commands/loan';
import { register as outcome } from './commands/outcome';
import { register as pool } from './commands/pool';
import { register as pay } from './commands/money/pay';
import { register as recall } from './commands/parts/recall';
import { register as status } from './commands/status';
import { register as together } from './commands/calls/together';
import { register as trust } from './commands/trust';
import { register as verify } from './commands/verify';
import { register as vin } from './commands/vin';
import type { Answer, Desk } from './command';
import { EXITS, Fault, misused, type Trouble } from './fault';
import { indent, type Paper, paperOf, wrap } from './terminal/layout';
import { type Terminal, thisTerminal } from './terminal/terminal';

/** Runs one command line (without `node` and the script) and answers the exit code. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const paper = paperOf(terminal);
  const json = argv.includes('--json');
  let exit: number = EXITS.done.code;
  const end = (fault: Fault): void => {
    exit = EXITS[fault.exit].code;
  };
  const act: Desk['act'] = async (work) => {
    const answer = await work();
    if (!answer) return;
    terminal.out(json ? `${JSON.stringify(documentOf(answer), null, 2)}\n` : `${answer.words(paper)}\n`);
    if (answer.fault) end(answer.fault);
  };
  const program = programOf({ terminal, paper, act, json });
  try {
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    const fault = faultOf(error, program, argv);
    if (!fault) return exit;
    end(fault);
    if (json) terminal.out(`${JSON.stringify({ ok: false, error: fault.trouble }, null, 2)}\n`);
    else
      terminal.err(
        `${troubleInWords(paperOf({ ...terminal, colour: terminal.errorColour }), fault.trouble)}\n`,
      );
  }
  return exit;
}

const documentOf = ({ value, fault }: Answer): object =>
  fault ? { ok: false, error: fault.trouble, ...value } : { ok: true, ...value };

function programOf(desk: Desk): Command {
  const { terminal, paper } = desk;
  const program = new Command('roadbook')
    .description("Roadbook on the command line: one shared, verifiable record of a car's whole life.")
    .version(version())
    .option('--json', 'one JSON document instead of words')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      outputError: () => {},
      getOutHelpWidth: () => paper.width,
      getErrHelpWidth: () => paper.width,
      getOutHasColors: () => terminal.colour,
      getErrHasColors: () => terminal.errorColour,
    })
    .configureHelp({ styleTitle: paper.bold })
    .helpCommand(false)
    .addHelpText('after', () => `\n${endOfHelp(paper)}`);
  program.commandsGroup('The rooms:');
  api(program, desk);
  docs(program, desk);
  program.commandsGroup('On the network:');
  const networked = [
    agenda,
    call,
    together,
    pay,
    trust,
    status,
    outcome,
    events,
    explain,
    epcis,
    iso20022,
    bom,
    recall,
    pool,
    decide,
    enrol,
    copy,
    audit,
  ];
  for (const register of networked) register(program, desk);
  program.commandsGroup('Calculators, without a network:');
  for (const register of [verify, vin, loan]) register(program, desk);
  offerJson(program);
  return program;
}

/** Every command that does something takes --json; help is --help everywhere. */
function offerJson(command: Command): void {
  for (const inner of command.commands) {
    inner.helpCommand(false);
    if (inner.commands.length === 0) inner.option('--json', 'one JSON document instead of words');
    offerJson(inner);
  }
}

function endOfHelp(paper: Paper): string {
  const codes = Object.values(EXITS).map(
    ({ code, says }) => `  ${code}  ${wrap(says, paper.width - 5).join('\n     ')}`,
  );
  const hints = [
    'npx roadbook api',
    'npx roadbook vin check 1M8GDM9AXKP042788',
    "npx roadbook call member.whoAmI '{}' --as lender/desk",
  ];
  return [paper.bold('Exit codes:'), ...codes, '', paper.bold('Begin with:'), indent(hints, 2)].join('\n');
}

const version = (): string => (require('../package.json') as { version: string }).version;

function troubleInWords(paper: Paper, { code, message, cure, txId, stage }: Trouble): string {
  const body = wrap(message, paper.width - 7).join('\n       ');
  const heal = wrap(cure, paper.width - 8).join('\n        ');
  const where = [code, stage !== 'input' && stage, txId && `transaction ${txId}`].filter(Boolean).join(', ');
  return `${paper.bad('error:')} ${body}\n  ${paper.good('cure:')} ${heal}\n  ${paper.faint(`(${where})`)}`;
}

/** What a failure means to the caller; `undefined` for help and version, which are no failure. */
function faultOf(error: unknown, program: Command, argv: readonly string[]): Fault | undefined {
  if (error instanceof Fault) return error;
  if (error instanceof CommanderError) return usageOf(error, program, argv);
  const message = error instanceof Error ? error.message : String(error);
  const cure = 'Run it again with ROADBOOK_TRACE=1 and report what it prints.';
  if (process.env.ROADBOOK_TRACE && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return new Fault('broken', { code: 'BROKEN', message: `roadbook failed: ${message}.`, cure });
}

function usageOf(
  { exitCode, message }: CommanderError,
  program: Command,
  argv: readonly string[],
): Fault | undefined {
  if (exitCode === 0) return undefined;
  const [what = '', hint = ''] = message.replace(/^error: /, '').split('\n');
  const operation = argv.find((word) => /^[a-z]+\.[A-Za-z]+$/.test(word));
  if (operation !== undefined && what.startsWith('unknown command'))
    return misused(
      'USAGE',
      `${operation} is an operation.`,
      `npx roadbook call ${operation} '<json>' --as <organisation>/<user>, or npx roadbook api ${operation}`,
    );
  const guess = hint.replace(/^\((.*)\)$/, '$1 ');
  return misused(
    'USAGE',
    `${what[0]?.toUpperCase() ?? ''}${what.slice(1)}.`,
    `${guess}See npx ${[...pathOf(program, argv), '--help'].join(' ')}`,
  );
}

/** The command that a line gets to: `roadbook vin` of `vin chekc`. */
function pathOf(command: Command, argv: readonly string[]): string[] {
  const [word, ...rest] = argv.filter((one) => !one.startsWith('-'));
  const inner = command.commands.find((one) => one.name() === word);
  return [command.name(), ...(inner ? pathOf(inner, rest) : [])];
}

/** The program of this process. */
export async function start(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2), thisTerminal());
}
