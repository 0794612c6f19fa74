import { documentOf, homeWith, type } from './screen';

const env = { ROADBOOK_HOME: homeWith(['lender/desk', 'registry/owner']) };
const seen = async (...line: readonly string[]) => {
  const shown = await type(['pay', '--json', ...line], { env });
  return { exit: shown.exit, ...documentOf(shown).error };
};

test.each([
  ['12,50', 'EUR'],
  ['0', 'EUR'],
  ['-5', 'EUR'],
  ['1.001', 'EUR'],
  ['1.5', 'JPY'],
  ['5', 'XXX'],
])('%s %s is no amount that can be paid, and the cure shows one', async (amount, currency) => {
  const fault = await seen('registry/owner', '--as', 'lender/desk', '--', amount, currency);
  expect(fault).toMatchObject({
    exit: 2,
    code: 'AMOUNT_UNREADABLE',
    cure: expect.stringContaining('12.50 EUR'),
  });
});

test.each([
  [['some body', '5', 'EUR'], 'party'],
  [['escrow:E-1', '5', 'EUR'], 'party'],
  [['registry/owner', '5', 'EUR', '--id', '-'], 'id of a payment'],
  [['registry/owner', '5', 'EUR', '--from', 'A B'], 'party that pays'],
  [['registry/owner', '5', 'EUR', '--issuer', 'A B'], 'lender'],
])('%j goes no further', async (line, what) => {
  const fault = await seen(...line, '--as', 'lender/desk');
  expect(fault).toMatchObject({ exit: 2, code: 'ARGUMENT_REFUSED', message: expect.stringContaining(what) });
});

test('who pays must be said, and be enrolled', async () => {
  expect(await seen('registry/owner', '5', 'EUR')).toMatchObject({ exit: 2, code: 'WHO_IS_MISSING' });
  expect(await seen('registry/owner', '5', 'EUR', '--as', 'lender/nobody')).toMatchObject({
    exit: 2,
    code: 'NOT_ENROLLED',
  });
});
