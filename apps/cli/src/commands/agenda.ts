import type { Sheet, Shown } from '@roadbook/agenda';
import type { Answer, Desk, Register } from '../command';
import { Fault } from '../fault';
import { homeOf, organisationsOf, profileOf, usersOf } from '../home';
import { online } from '../network';
import { listing, type Paper } from '../terminal/layout';
import { brief } from '../terminal/show';

type Options = { readonly org?: string; readonly dryRun?: boolean; readonly all?: boolean };

export const register: Register = (program, desk) => {
  program
    .command('agenda')
    .summary('what falls due, and what is sent when nobody does')
    .description(
      'Show what the agenda of an organisation has on its list: the first twenty, the first due first. With ' +
        '--dry-run it asks the peers what each call that is due now would do, and sends nothing.',
    )
    .option('--org <organisation>', 'whose agenda; every one that is here, if not given')
    .option('--dry-run', 'ask the peers what would come of it now')
    .option('--all', 'the whole list')
    .action((options: Options) => desk.act(() => show(desk, options)));
};

const FIRST = 20;

async function show(desk: Desk, { org, dryRun = false, all = false }: Options): Promise<Answer> {
  const { terminal } = desk;
  const { readAgenda } = await import('@roadbook/agenda');
  const home = homeOf(terminal);
  const wanted = org === undefined ? organisationsOf(terminal) : [profileOf(terminal, org).org];
  const sheets = wanted.flatMap((one) => readAgenda(home, one) ?? []);
  if (sheets.length === 0)
    throw new Fault('usage', {
      code: 'NO_AGENDA',
      message: `No agenda of ${wanted.join(', ')} has written its list in ${home} yet.`,
      cure: './scripts/up starts one for each organisation; with its own, roadbook-agenda --org <organisation>.',
      stage: 'input',
    });
  const shown = await Promise.all(
    sheets.map(async (sheet) => {
      const items = sheet.items.slice(0, all ? undefined : FIRST);
      const outcomes = dryRun ? await outcomesOf(desk, sheet.org, items) : new Map<Shown, string>();
      return { ...sheet, items, more: sheet.items.length - items.length, outcomes };
    }),
  );
  const value = {
    agendas: shown.map(({ outcomes, items, ...sheet }) => ({
      ...sheet,
      items: items.map((item) => ({ ...item, ...(outcomes.has(item) && { outcome: outcomes.get(item) }) })),
    })),
  };
  return { value, words: (paper) => shown.map((sheet) => inWords(paper, sheet)).join('\n\n') };
}

/** What each call that is due now would do, by the peers. */
async function outcomesOf(desk: Desk, org: string, items: readonly Shown[]): Promise<Map<Shown, string>> {
  const due = items.filter(({ isDue }) => isDue);
  const outcomes = new Map<Shown, string>();
  if (due.length === 0) return outcomes;
  const { AGENDA } = await import('@roadbook/agenda');
  if (!usersOf(profileOf(desk.terminal, org)).includes(AGENDA)) return outcomes;
  await online(desk.terminal, `${org}/${AGENDA}`, async ({ roadbook }) => {
    for (const item of due)
      outcomes.set(
        item,
        await roadbook.simulate(item.call).then(
          ({ writes, facts }) =>
            writes.length === 0
              ? 'nothing would change'
              : `would be sent: ${facts.map(({ name }) => name).join(', ') || `${writes.length} records`}`,
          (error: { code?: string; says?: string }) =>
            `${error.code ?? 'BROKEN'}: ${error.says ?? ''}`.trim(),
        ),
      );
  });
  return outcomes;
}

type Sheets = Omit<Sheet, 'items'> & {
  readonly items: readonly Shown[];
  readonly more: number;
  readonly outcomes: ReadonlyMap<Shown, string>;
};

const at = (moment = ''): string => brief(moment) ?? '';

function inWords(paper: Paper, { org, state, items, more, outcomes }: Sheets): string {
  const read = state ? `, read up to block ${Number(state.next) - 1} at ${brief(state.at)}` : '';
  const trouble =
    state?.trouble === undefined ? [] : [paper.bad(`it cannot read the ledger: ${state.trouble}`)];
  const rows = items.map((item) => [
    item.isDue ? paper.odd('due') : at(item.opens),
    item.operation,
    item.of,
    outcomes.get(item) ?? (item.held ? `rests until ${at(item.held.until)}: ${item.held.code}` : item.when),
  ]);
  return [
    `${paper.bold(org)}${read}`,
    ...trouble,
    items.length === 0 ? 'Nothing falls due.' : listing(paper, rows),
    ...(more > 0 ? [paper.faint(`${more} more: --all`)] : []),
  ].join('\n');
}
