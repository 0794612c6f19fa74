import { fieldsOf, sampleOf } from '@roadbook/chaincode/api';
import { nearest } from '../../../apps/cli/src/schema/nearest';
import { paperOf, table, widthOf, wrap } from '../../../apps/cli/src/terminal/layout';
import { brief, show } from '../../../apps/cli/src/terminal/show';
import { factsInWords, writesInWords } from '../../../apps/cli/src/terminal/transaction';

const paper = paperOf({ columns: 80, colour: false });

test.each([
  [{ amount: '125000050', currency: 'EUR' }, '1,250,000.50 EUR'],
  [{ amount: '-999', currency: 'EUR' }, '-9.99 EUR'],
  [{ amount: '1250', currency: 'JPY' }, '1,250 JPY'],
  [{ amount: '1234567', currency: 'KWD' }, '1,234.567 KWD'],
  ['2026-01-31T09:30:00.000Z', '2026-01-31 09:30:00 UTC'],
  ['2026-01-31', '2026-01-31'],
  [true, 'yes'],
  [['a', 'b'], 'a, b'],
  [[], 'none'],
  [{ value: 11_990, unit: 'km' }, '11990 km'],
  [null, '-'],
])('%j is written %s', (value, text) => expect(brief(value)).toBe(text));

test('parts per million are written as per cent', () => {
  expect(brief(94_822, 'annualRatePpm')).toBe('9.4822 %');
  expect(brief(94_822, 'odometerKm')).toBe('94822');
});

test('records of a list stand in a table with figures to the right, and below one another when there is no room', () => {
  const list = [
    { loanId: 'L-1', outstanding: { amount: '1250000', currency: 'EUR' } },
    { loanId: 'L-22', outstanding: { amount: '5', currency: 'EUR' } },
  ];
  expect(show(paper, list).split('\n')).toEqual([
    '  loanId    outstanding',
    '  L-1     12,500.00 EUR',
    '  L-22         0.05 EUR',
  ]);
  expect(show(paperOf({ columns: 20, colour: false }), list)).toContain('1.\n');
});

test('a wrapped text keeps every word and no line is too long', () => {
  const text = 'one two three four five six seven eight nine ten'.repeat(5);
  const lines = wrap(text, 20);
  expect(lines.join(' ')).toBe(text);
  expect(lines.every((line) => line.length <= 20)).toBe(true);
});

test('colours do not count for the width', () => {
  const bright = paperOf({ columns: 80, colour: true });
  expect(widthOf(bright.bad('four'))).toBe(4);
  expect(table(bright, ['a'], [[bright.good('x')]])).toBeDefined();
});

test.each([
  ['repya', ['repay']],
  ['REPAY', ['repay']],
  ['repa', ['repay']],
  ['quote', []],
])('%s is near to %j', (word, found) =>
  expect(nearest(word, ['repay', 'readTerms', 'settle'])).toEqual(found),
);

test('fields are told with their depth, choices and bounds', () => {
  const fields = fieldsOf({
    type: 'object',
    required: ['loanId', 'every'],
    properties: {
      loanId: { type: 'string', description: 'id chosen by the caller', examples: ['L-1'] },
      every: { type: 'object', required: ['unit'], properties: { unit: { enum: ['month', 'week'] } } },
      days: { type: 'integer', minimum: 0, maximum: 60 },
    },
  });
  expect(fields).toEqual([
    { depth: 0, name: 'loanId', says: 'id chosen by the caller, e.g. L-1' },
    { depth: 0, name: 'every', says: '' },
    { depth: 1, name: 'unit', says: 'month | week' },
    { depth: 0, name: 'days?', says: 'whole number from 0 to 60' },
  ]);
});

test('forms of a value are told apart, and references are followed', () => {
  const form = (name: string) => ({
    type: 'object',
    required: ['type'],
    properties: { type: { const: name } },
  });
  const schema = { anyOf: [form('a'), { $ref: '#/$defs/b' }], $defs: { b: form('b') } };
  expect(fieldsOf(schema).map(({ depth, name, says }) => `${depth} ${name} ${says}`.trim())).toEqual([
    '0 either',
    '1 type always "a"',
    '0 or',
    '1 type always "b"',
  ]);
  expect(sampleOf(schema)).toEqual({ type: 'a' });
});

test('a dry run shows new, changed and removed records', () => {
  const write = { kind: 'loan', id: ['L-1'], removed: false, key: 'k' };
  const before = { status: 'active', outstanding: { amount: '10000', currency: 'EUR' } };
  const text = writesInWords(
    paper,
    [
      { ...write, after: before },
      { ...write, before, after: { ...before, outstanding: { amount: '9000', currency: 'EUR' } } },
      { ...write, removed: true },
      { ...write, index: { name: 'byVehicle', values: ['V'] } },
    ],
    [{ collection: 'of_lender', keyHash: 'a' }],
  );
  expect(text).toContain('+ loan L-1\n    status       active');
  expect(text).toContain('~ loan L-1\n    outstanding  100.00 EUR → 90.00 EUR');
  expect(text).toContain('- loan L-1 removed');
  expect(text).toContain('* private facts in of_lender');
  expect(text).toContain('and 1 index entry');
});

test('facts are told in a line each, amounts for people', () => {
  expect(
    factsInWords(paper, [{ name: 'LoanRepaid', loanId: 'L-1', amount: { amount: 500n, currency: 'EUR' } }]),
  ).toBe('  LoanRepaid  loanId L-1, amount 5.00 EUR');
});
