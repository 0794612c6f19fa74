import { randomBytes } from 'node:crypto';
import { bomSeal, type Bom, bomOf } from '@roadbook/chaincode/api';
import type { Answer, Desk, Register } from '../../command';
import { misused } from '../../fault';
import { type Line, online } from '../../network';
import { type CsvRow, readCsv } from '../../terminal/csv';
import { accept, readSource } from '../../terminal/input';
import { listing, type Paper, paragraph } from '../../terminal/layout';

const COLUMNS = ['parent', 'child', 'quantity', 'supplier', 'customer', 'vin'];

export const register: Register = (program, desk) => {
  const bom = program
    .command('bom')
    .summary('bills of material')
    .description('Private bills of material: what a recall finds the cars by.');
  bom
    .command('read')
    .description('Check a table of parents and children, and print the bills that it makes. Nothing is sent.')
    .argument('<file>', HOW)
    .action((file: string) => desk.act(async () => told(await billsIn(desk, file))));
  bom
    .command('keep')
    .description(
      'Keep each bill of a table in the own organisation (part.keepBom), and stand publicly by its seal and ' +
        'the salted hash of each child (part.seal).',
    )
    .argument('<file>', HOW)
    .option('--as <member>', '<organisation>/<user>; ROADBOOK_AS if not given')
    .action((file: string, { as }: { as?: string }) =>
      desk.act(async () => {
        const bills = await billsIn(desk, file);
        return await online(desk.terminal, as, (line) => keep(line, bills));
      }),
    );
};

const HOW = `CSV with the columns ${COLUMNS.join(', ')} (the last four may be left out); - reads the standard input`;
const CURE =
  'A parent and a child are EPCs (URN or GS1 Digital Link); a quantity is a whole number, 1 if empty.';

/** One bill for each parent, in the order of the table; every child gets a salt of its own. */
async function billsIn({ terminal }: Desk, file: string): Promise<Bom[]> {
  const rows = readCsv(await readSource(terminal, file.replace(/^@/, '')), file, COLUMNS);
  if (rows.length === 0)
    throw misused('NOTHING_IN_IT', `${file} holds no row.`, 'Write a line for each child of a parent.');
  const bills = Map.groupBy(rows, ({ of }) => of['parent'] ?? '');
  return [...bills].map(([epc, lines]) => {
    const bill = {
      epc,
      ...once(lines, 'customer'),
      ...once(lines, 'vin'),
      children: lines.map(({ of }) => childOf(of)),
    };
    return accept(bomOf, bill, `The bill of ${epc || 'no parent'} (line ${lines[0]?.line})`, CURE);
  });
}

function childOf({ child = '', quantity = '', supplier = '' }: CsvRow['of']): object {
  const salt = randomBytes(32).toString('hex');
  const many = /^\d+$/.test(quantity) ? Number(quantity) : quantity === '' ? 1 : quantity;
  return { epc: child, ...(supplier !== '' && { supplier }), quantity: many, salt };
}

/** What all lines of a parent say alike, where they say it. */
function once(lines: readonly CsvRow[], column: string): Record<string, string> {
  const values = [...new Set(lines.flatMap(({ of }) => of[column] || []))];
  if (values.length > 1)
    throw misused(
      'TWO_IN_ONE',
      `The parent ${lines[0]?.of['parent']} has two of ${column}: ${values.slice(0, 2).join(' and ')}.`,
      'Write the same in each of its lines, or in one of them.',
    );
  return values[0] === undefined ? {} : { [column]: values[0] };
}

const told = (bills: readonly Bom[]): Answer => ({
  value: { bills },
  words: (paper) => bills.map((bill) => inWords(paper, bill)).join('\n'),
});

const inWords = (paper: Paper, { epc, customer, vin, children }: Bom): string =>
  [
    paragraph(
      paper,
      [paper.bold(epc), vin && `is ${vin}`, customer && `for ${customer}`].filter(Boolean).join(' '),
    ),
    listing(
      paper,
      children.map((child) => [`${child.quantity} ×`, child.epc, paper.faint(child.supplier ?? '')]),
    ),
  ].join('\n');

/** One after the other. A bill that is kept again, with other salts, stands in the place of the one before. */
async function keep({ roadbook, as }: Line, bills: readonly Bom[]): Promise<Answer> {
  const kept: { epc: string; seal: string; children: number }[] = [];
  for (const bill of bills) {
    const { seal } = await roadbook.part.keepBom({ epc: bill.epc }, bill);
    const children = bill.children.map(({ salt, epc }) => bomSeal(salt, epc));
    await roadbook.part.seal({ epc: bill.epc, what: 'bom', seal, children });
    kept.push({ epc: bill.epc, seal, children: children.length });
  }
  return {
    value: { as, kept },
    words: (paper) =>
      listing(
        paper,
        kept.map(({ epc, seal, children }) => [
          `${paper.good('✓')} ${epc}`,
          `${children} ${children === 1 ? 'child' : 'children'}, sealed ${seal.slice(0, 12)}…`,
        ]),
      ),
  };
}
