import type { Answered, CopyHome } from '@roadbook/copy';
import type { Answer, Desk, Register } from '../command';
import { Fault, misused } from '../fault';
import { homeOf, organisationsOf } from '../home';
import { listing, type Paper, table } from '../terminal/layout';

/** The copy of the ledger; loaded only by these commands. */
const library = () => import('@roadbook/copy');
type Library = Awaited<ReturnType<typeof library>>;

type Options = { readonly org?: string };

export const register: Register = (program, desk) => {
  const copy = program
    .command('copy')
    .summary('the ledger in SQL: how far it is, whether it is right, what it holds')
    .description(
      'The copy of the ledger in SQL that an organisation keeps (PostgreSQL, or embedded in the home).',
    );
  const offer = (name: string, says: string, work: (at: At) => Promise<Answer>) =>
    copy
      .command(name)
      .description(says)
      .option('--org <organisation>', 'whose copy; the first that is kept here, if not given')
      .action((options: Options) => desk.act(() => within(desk, options, work)));
  offer('status', 'Whether the copy follows the ledger, and how far it is.', status);
  offer(
    'verify',
    'Make the copy once more from the first block, in memory, and compare every row; blocks are checked on the way.',
    verify,
  );
  offer('rebuild', 'Forget the copy and make it anew from the first block.', rebuild);
  offer('views', 'The views with names of the business, and what each shows.', views);
  copy
    .command('query')
    .description('One query that reads, as SQL of PostgreSQL: "SELECT * FROM views.loans_past_due".')
    .argument('<sql>', 'the query')
    .option('--org <organisation>', 'whose copy; the first that is kept here, if not given')
    .action((sql: string, options: Options) => desk.act(() => within(desk, options, (at) => query(at, sql))));
};

/** `roadbook audit check`: the rules that the whole ledger keeps. */
export const registerAudit: Register = (program, desk) => {
  program
    .command('audit')
    .summary('what the whole ledger keeps at every block, checked in its copy')
    .description('Rules over all rooms, checked in the copy of the ledger in SQL.')
    .command('check')
    .description('Check every invariant: money conserved, one pledge a loan, no bay booked twice, and more.')
    .option('--org <organisation>', 'whose copy; the first that is kept here, if not given')
    .action((options: Options) => desk.act(() => within(desk, options, check)));
};

interface At {
  readonly library: Library;
  readonly home: CopyHome;
  readonly env: NodeJS.ProcessEnv;
}

/** Finds the copy, does the work; what the copy says is wrong becomes a fault of the command line. */
async function within(
  { terminal }: Desk,
  { org }: Options,
  work: (at: At) => Promise<Answer>,
): Promise<Answer> {
  const known = organisationsOf(terminal);
  const loaded = await library();
  const root = homeOf(terminal);
  const kept = known.find((one) => loaded.isKept(loaded.copyHome(root, one)));
  const named = org ?? kept ?? known[0] ?? '';
  if (!known.includes(named))
    throw misused(
      'UNKNOWN_ORGANISATION',
      `There is no organisation ${named} here.`,
      `One of ${known.join(', ')}.`,
    );
  try {
    return await work({ library: loaded, home: loaded.copyHome(root, named), env: terminal.env });
  } catch (error) {
    if (!(error instanceof loaded.CopyFault)) throw error;
    const { code, message, cure } = error;
    const exit = code === 'QUERY_REFUSED' || code === 'SETTING_UNREADABLE' ? 'usage' : 'network';
    throw new Fault(exit, { code, message, cure, stage: 'copy' });
  }
}

async function status({ library: { statusOf }, home, env }: At): Promise<Answer> {
  const found = await statusOf(home, env);
  const { org, kept, following, why, height, lag } = found;
  const words = (paper: Paper): string =>
    listing(paper, [
      ['copy of', org],
      ['kept in', kept === 'home' ? 'the home (embedded)' : kept],
      ['follows', following ? paper.good('yes') : paper.bad(`no: ${why ?? ''}`)],
      ['blocks', `${height}${lag === '0' ? '' : `, ${lag} behind`}`],
    ]);
  return { value: { copy: found }, words };
}

async function verify({ library: { verifyCopy }, home, env }: At): Promise<Answer> {
  const { block, rows, differing, sameChain } = await verifyCopy(home, env);
  const right = differing.length === 0 && sameChain;
  const wrong = [...differing, ...(sameChain ? [] : ['the chain of blocks'])];
  const words = (paper: Paper): string =>
    right
      ? `${paper.good('right')}: ${rows} rows up to block ${block ?? 'none'} are what the ledger gives`
      : `${paper.bad('wrong')}: ${wrong.join(', ')}\n  roadbook copy rebuild makes it anew`;
  const cure = 'Find out who wrote in it; then roadbook copy rebuild.';
  const fault = new Fault('refused', { code: 'COPY_DIFFERS', message: `${wrong.join(', ')} differ.`, cure });
  return {
    value: { verified: { block: block === undefined ? null : Number(block), rows, differing, sameChain } },
    words,
    ...(!right && { fault }),
  };
}

async function rebuild({ library: { rebuildCopy }, home, env }: At): Promise<Answer> {
  const following = await rebuildCopy(home, env);
  return {
    value: { rebuilt: { org: home.org, following } },
    words: () =>
      following
        ? 'The copy begins again with the first block; roadbook copy status tells how far it is.'
        : 'The tables are made anew; nobody keeps this copy now (scripts/up, scripts/copy).',
  };
}

async function views({ library: { views: all } }: At): Promise<Answer> {
  return {
    value: { views: all.map(({ name, says }) => ({ name, says })) },
    words: (paper) =>
      listing(
        paper,
        all.map(({ name, says }) => [name, says]),
      ),
  };
}

async function check({ library: { askCopy, checkInvariants }, home, env }: At): Promise<Answer> {
  const checked = await checkInvariants((question) => askCopy(home, env, question));
  const broken = checked.filter(({ breaks }) => breaks.length > 0);
  const names = broken.map(({ name }) => name).join(', ');
  const words = (paper: Paper): string =>
    checked
      .map(({ name, says, breaks }) => {
        const head = `${breaks.length === 0 ? paper.good('✓') : paper.bad('✗')} ${name}: ${says}`;
        return [head, ...breaks.map(({ subject, why }) => `    ${subject} ${why}`)].join('\n');
      })
      .join('\n');
  const cure = 'Look at the records it names (roadbook explain, roadbook copy verify).';
  const fault = new Fault('refused', { code: 'INVARIANT_BROKEN', message: `${names} broken.`, cure });
  return { value: { checked }, words, ...(broken.length > 0 && { fault }) };
}

async function query({ library: { askCopy }, home, env }: At, sql: string): Promise<Answer> {
  const rows: Answered = await askCopy(home, env, { text: sql, values: [] });
  const names = Object.keys(rows[0] ?? {});
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return {
    value: { rows },
    words(paper) {
      const cells = rows.map((row) => names.map((name) => text(row[name])));
      const below = () =>
        cells
          .map((row) =>
            listing(
              paper,
              names.map((name, at) => [name, row[at] ?? '']),
            ),
          )
          .join('\n\n');
      return rows.length === 0 ? 'no rows' : (table(paper, names, cells) ?? below());
    },
  };
}
