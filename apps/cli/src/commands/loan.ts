import { fieldsOf, loanSchedule, loanTerms, type ScheduleRow, schemaOf } from '@roadbook/chaincode/api';
import { money, type Currency } from '@roadbook/chaincode/api';
import type { z } from 'zod';
import type { Answer, Register } from '../command';
import { accept, readJson } from '../terminal/input';
import { listing, type Paper, table } from '../terminal/layout';
import { showMoney, showPpm } from '../terminal/show';

export const register: Register = (program, desk) => {
  const loan = program
    .command('loan')
    .summary('loan schedules')
    .description('Loans, calculated by the rules of the ledger.');
  loan
    .command('schedule')
    .description('The instalments that follow from the terms of a loan.')
    .argument('<terms>', 'JSON, @file, or - for the standard input')
    .addHelpText(
      'after',
      () =>
        `\nTerms (the marked ones may be left out):\n${termsInWords(desk.paper)}\n\nExample:\n  npx roadbook loan schedule '${JSON.stringify(EXAMPLE)}'`,
    )
    .action((terms: string) => desk.act(async () => schedule(await readJson(desk.terminal, terms))));
};

const EXAMPLE = {
  principal: { amount: '2000000', currency: 'EUR' },
  annualRatePpm: 49_000,
  method: 'annuity',
  dayCount: '30/360',
  instalments: 48,
  every: { count: 1, unit: 'month' },
  startOn: '2026-01-01',
  firstDueOn: '2026-02-01',
};

/** Terms that do not change the plan, so a calculation may leave them out. */
const WITHOUT_EFFECT = {
  allocation: { direction: 'horizontal', ahead: 'next' },
  payoff: { till: 'day' },
  late: { graceDays: 0 },
};

/** The terms that make a plan. */
function termsInWords(paper: Paper): string {
  const fields = fieldsOf(
    schemaOf(loanTerms.omit({ allocation: true, payoff: true, late: true, subvention: true })),
  );
  return listing(
    paper,
    fields.map(({ depth, name, says }) => ['  '.repeat(depth) + name, says]),
  );
}

const CURE =
  'See the example of `npx roadbook loan schedule --help`; amounts are minor units as text, rates are ' +
  'parts per million.';

function schedule(read: unknown): Answer {
  const full = typeof read === 'object' && read !== null ? { ...WITHOUT_EFFECT, ...read } : read;
  const terms = accept(loanTerms, full, 'The terms', CURE);
  const rows = loanSchedule(terms);
  const { currency } = terms.principal;
  const wire = (amount: bigint) => ({ amount: amount.toString(), currency });
  const sum = (pick: (row: ScheduleRow) => bigint): bigint => rows.reduce((all, row) => all + pick(row), 0n);
  const totals = { principal: sum((row) => row.principal), interest: sum((row) => row.interest) };
  return {
    value: {
      rows: rows.map(({ index, dueOn, principal, interest, balance }) => ({
        index,
        dueOn,
        instalment: wire(principal + interest),
        principal: wire(principal),
        interest: wire(interest),
        balance: wire(balance),
      })),
      totals: {
        paid: wire(totals.principal + totals.interest),
        principal: wire(totals.principal),
        interest: wire(totals.interest),
      },
    },
    words: (paper) => inWords(paper, terms, rows, totals),
  };
}

type Terms = z.output<typeof loanTerms>;

function inWords(
  paper: Paper,
  terms: Terms,
  rows: readonly ScheduleRow[],
  totals: { principal: bigint; interest: bigint },
): string {
  const { currency } = terms.principal;
  const figure = (amount: bigint): string =>
    showMoney(money.of(amount, currency as Currency)).replace(/ [A-Z]{3}$/, '');
  const cells = rows.map((row) => [
    String(row.index + 1),
    row.dueOn,
    ...[row.principal + row.interest, row.principal, row.interest, row.balance].map(figure),
  ]);
  const last = [
    '',
    'in all',
    ...[totals.principal + totals.interest, totals.principal, totals.interest].map(figure),
    '',
  ];
  const heads = ['#', 'due on', 'instalment', 'principal', 'interest', 'balance'];
  const { every, method, annualRatePpm, dayCount } = terms;
  const rhythm = every.count === 1 ? `every ${every.unit}` : `every ${every.count} ${every.unit}s`;
  const head = `${showMoney(terms.principal)} at ${showPpm(annualRatePpm)}, ${method}, ${dayCount}, ${rows.length} instalments, ${rhythm}`;
  const body = table(paper, heads, [...cells, last], { by: 2, right: new Set([0, 2, 3, 4, 5]) });
  return `${head}\n\n${
    body ??
    listing(
      paper,
      [...cells, last].map((row) => [row.filter(Boolean).join('  ')]),
    )
  }`;
}
