import type { MonthVerified } from '@roadbook/gateway';
import type { Answer, Register } from '../command';
import { Fault } from '../fault';
import { type Line, online } from '../network';
import { listing, type Paper } from '../terminal/layout';

type As = { readonly as?: string };

export const register: Register = (program, desk) => {
  const pool = program
    .command('pool')
    .summary('pools of loans, computed again')
    .description('Loans sold to investors: a month computed again, and the files of its report.');
  pool
    .command('run')
    .description(
      'Compute a month of a pool again, loan by loan and then the order of payments, on the own peers: who may ' +
        'read may compute, and trusts nobody. Nothing is sent.',
    )
    .argument('<pool>', 'id of the pool')
    .argument('<month>', 'such as 2026-10')
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .action((poolId: string, month: string, { as }: As) =>
      desk.act(() => online(desk.terminal, as, (line) => verified(line, { poolId, month }))),
    );
  pool
    .command('report')
    .description(
      'Print the loans of a month as an asset data file (ABS-EE, XML), as the originator; with --csv as a table.',
    )
    .argument('<pool>', 'id of the pool')
    .argument('<month>', 'such as 2026-10')
    .option('--csv', 'a table in the place of XML')
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .action((poolId: string, month: string, { as, csv }: As & { csv?: boolean }) =>
      desk.act(() => online(desk.terminal, as, (line) => report(line, { poolId, month }, csv === true))),
    );
};

interface Asked {
  readonly poolId: string;
  readonly month: string;
}

async function verified({ roadbook, gateway }: Line, asked: Asked): Promise<Answer> {
  const result = await gateway.verifyPoolMonth(roadbook.pool, asked);
  const fault = result.same ? undefined : differs(asked);
  return { value: result, words: (paper) => inWords(paper, result), fault };
}

const differs = ({ poolId, month }: Asked): Fault =>
  new Fault('refused', {
    code: 'MONTH_DIFFERS',
    message: `The month ${month} of the pool ${poolId} does not come out the same.`,
    cure: 'Show the numbers that differ to trustee and servicer: this peer computed them from the entries.',
    stage: 'contract',
  });

function inWords(paper: Paper, result: MonthVerified): string {
  const { poolId, month, same, loans, differ, bookedSince, sums, distribution } = result;
  const sign = same ? paper.good('✓') : paper.bad('✗');
  const said = (numbers: readonly number[]): string =>
    numbers.length === 0 ? 'none' : numbers.slice(0, 20).join(', ');
  return [
    `${sign} ${paper.bold(`${poolId} ${month}`)}: ${same ? 'comes out the same' : 'does not come out the same'}`,
    listing(paper, [
      ['loans', String(loans)],
      ['differ', said(differ)],
      ['booked since', said(bookedSince)],
      ['sums', sums],
      ['order of payments', distribution ? 'same' : 'other'],
    ]),
  ].join('\n');
}

async function report({ roadbook, gateway }: Line, asked: Asked, csv: boolean): Promise<Answer> {
  const loans = [];
  for (let from: number | undefined = 1; from !== undefined; ) {
    const page: Awaited<ReturnType<typeof roadbook.pool.reportAssets>> = await roadbook.pool.reportAssets({
      ...asked,
      from,
    });
    loans.push(...page.assets);
    from = page.next;
  }
  const text = csv ? table(loans) : gateway.writeAssetData(loans);
  return { value: { assets: loans }, words: () => text };
}

type Fields = readonly { readonly name: string; readonly value: string }[];

/** RFC 4180; columns in the order in which the fields first appear. */
function table(loans: readonly Fields[]): string {
  const names = [...new Set(loans.flatMap((fields) => fields.map(({ name }) => name)))];
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const row = (fields: Fields): string =>
    names.map((name) => quoted(fields.find((one) => one.name === name)?.value ?? '')).join(',');
  return [names.join(','), ...loans.map(row)].join('\n');
}
