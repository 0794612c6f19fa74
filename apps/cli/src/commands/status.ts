import { createConnection } from 'node:net';
import { type Enrolment, enrolmentOf } from '../enrolment/certificate';
import type { Answer, Desk, Register } from '../command';
import { Fault } from '../fault';
import { homeOf, organisationsOf, type Profile, profileOf, readerOf, startCommand, usersOf } from '../home';
import { online } from '../network';
import { listing, type Paper } from '../terminal/layout';
import type { Terminal } from '../terminal/terminal';

export const register: Register = (program, desk) => {
  program
    .command('status')
    .summary('which peers answer, who is enrolled here, until when')
    .description(
      'Look whether the peers of the profiles answer, whether the contract does, and who is enrolled ' +
        'here. Ends with 3 when one does not.',
    )
    .option(
      '--as <member>',
      'ask the contract as this <organisation>/<user>; ROADBOOK_AS, or anybody enrolled, if not given',
    )
    .action((options: { as?: string }) => desk.act(() => status(desk, options.as)));
};

const PATIENCE_MS = 1_500;
const SOON_MS = 30 * 86_400_000;

type Peer = {
  readonly name: string;
  readonly org: string;
  readonly address: string;
  readonly answers: boolean;
};
type Voice = { readonly answers: boolean; readonly as: string; readonly says: string };

const listens = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
    const socket = createConnection({
      host: host.replace(/^\[|\]$/g, ''),
      port: Number(port),
      timeout: PATIENCE_MS,
    });
    const tell = (answers: boolean): void => {
      socket.destroy();
      resolve(answers);
    };
    socket
      .on('connect', () => tell(true))
      .on('error', () => tell(false))
      .on('timeout', () => tell(false));
  });

async function status({ terminal }: Desk, as: string | undefined): Promise<Answer> {
  const home = homeOf(terminal);
  const profiles = organisationsOf(terminal).map((org) => profileOf(terminal, org));
  const known = new Map(profiles.flatMap(({ peers }) => peers.map((peer) => [peer.address, peer] as const)));
  const peers = await Promise.all(
    [...known.values()].map(async ({ name, org, address }) => ({
      name,
      org,
      address,
      answers: await listens(address),
    })),
  );
  const users = Object.fromEntries(profiles.map((profile) => [profile.org, enrolled(profile)]));
  const caller = readerOf(terminal, as);
  const contract =
    caller !== undefined && peers.some(({ answers }) => answers)
      ? await voiceOf(terminal, caller)
      : undefined;
  const { channel, chaincode } = profiles[0] ?? { channel: '', chaincode: '' };
  const start = startCommand(home, terminal.directory);
  const value = { home, channel, chaincode, peers, ...(contract && { contract }), users };
  const fault = faultIn(peers, contract, start);
  const end = fault ? `\n\n${fault.trouble.message} ${fault.trouble.cure}` : '';
  return { value, words: (paper) => inWords(paper, value, contract) + end, fault };
}

const enrolled = (profile: Profile): Enrolment[] =>
  usersOf(profile).flatMap((user) => enrolmentOf(profile.users ?? '', user) ?? []);

/** Asks the contract who the caller is: proof that peer, chaincode and ledger answer. */
async function voiceOf(terminal: Terminal, as: string): Promise<Voice> {
  try {
    const { role, staff } = await online(terminal, as, ({ roadbook }) => roadbook.member.whoAmI({}));
    return {
      answers: true,
      as,
      says: `to the ledger ${as} is ${role}${staff ? ' and speaks for its organisation' : ''}`,
    };
  } catch (error) {
    if (!(error instanceof Fault) || error.exit === 'usage') throw error;
    const { message, cure } = error.trouble;
    return { answers: error.exit === 'refused', as, says: `${message} ${cure}` };
  }
}

function faultIn(peers: readonly Peer[], contract: Voice | undefined, start: string): Fault | undefined {
  const silent = peers.filter(({ answers }) => !answers).map(({ name }) => name);
  if (silent.length > 0) {
    const message =
      silent.length === peers.length ? 'No peer answers.' : `${silent.join(', ')} does not answer.`;
    return new Fault('network', {
      code: 'PEERS_SILENT',
      message,
      cure: `Start the network: ${start}`,
      facts: { silent },
      stage: 'connect',
    });
  }
  if (contract?.answers !== false) return undefined;
  return new Fault('network', {
    code: 'CONTRACT_SILENT',
    message: `The contract does not answer: ${contract.says}`,
    cure: './scripts/doctor names the fault.',
    stage: 'evaluate',
  });
}

type Shown = {
  home: string;
  channel: string;
  chaincode: string;
  peers: readonly Peer[];
  users: Readonly<Record<string, readonly Enrolment[]>>;
};

function inWords(
  paper: Paper,
  { home, channel, chaincode, peers, users }: Shown,
  contract: Voice | undefined,
): string {
  const mark = (good: boolean): string => (good ? paper.good('●') : paper.bad('○'));
  const lines = peers.map(({ name, address, answers }) => [
    mark(answers),
    name,
    address,
    answers ? 'answers' : 'does not answer',
  ]);
  const voice = contract
    ? [listing(paper, [[mark(contract.answers), `contract ${chaincode}`, contract.says]])]
    : [];
  const people = Object.entries(users).map(([org, all]) => [
    paper.bold(org),
    all.map((one) => personInWords(paper, one)).join(', ') || 'nobody',
  ]);
  return [
    `channel ${channel}, from ${home}`,
    '',
    listing(paper, lines),
    ...voice,
    '',
    'Enrolled here',
    listing(paper, people),
  ].join('\n');
}

function personInWords(paper: Paper, { user, role, goodUntil }: Enrolment): string {
  const left = Date.parse(goodUntil) - Date.now();
  const end =
    left < 0
      ? paper.bad(` expired ${goodUntil.slice(0, 10)}`)
      : left < SOON_MS
        ? paper.odd(` expires ${goodUntil.slice(0, 10)}`)
        : '';
  return `${user}${role === undefined || role === user ? '' : ` (${role})`}${end}`;
}
