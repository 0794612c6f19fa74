import { documentOf, folderWith, homeWith, type } from './screen';

const env = { ROADBOOK_HOME: homeWith(['lender/desk']) };
const directory = folderWith({
  'facts/A-1.json': '{}',
  'terms.json': '{"annualRatePpm":1}',
  'broken.json': '{',
});
const seen = async (...line: readonly string[]) => {
  const shown = await type(['decide', 'follow', '--json', '--once', '--as', 'lender/desk', ...line], {
    env,
    directory,
  });
  return { exit: shown.exit, ...documentOf(shown).error };
};

test.each([
  [['--scorecard', '0', '--facts', 'facts', '--terms', 'terms.json'], 'INVALID_REQUEST'],
  [['--scorecard', '1', '--facts', 'facts', '--terms', 'broken.json'], 'UNREADABLE_JSON'],
  [['--scorecard', '1', '--facts', 'facts', '--terms', 'nothing.json'], 'FILE_MISSING'],
  [['--scorecard', '1', '--facts', 'facts'], 'USAGE'],
])('%j goes no further', async (line, code) => {
  const fault = await seen(...line);
  expect(fault.exit).toBe(2);
  expect(fault.code).toBe(code);
});
