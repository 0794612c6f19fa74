import { documentOf, folderWith, homeWith, type } from './screen';

const home = homeWith(['lender/desk']);
const directory = (content: unknown) => folderWith({ 'calls.json': JSON.stringify(content) });
const together = async (content: unknown, ...more: readonly string[]) => {
  const line = ['together', 'calls.json', '--as', 'lender/desk', '--json', ...more];
  const seen = await type(line, { env: { ROADBOOK_HOME: home }, directory: directory(content) });
  return { exit: seen.exit, ...documentOf(seen).error };
};
const read = { 'member.read': { member: 'lender/desk' } };

test.each([
  ['no list', {}, 'INVALID_REQUEST', /list of 1 to 200 calls/],
  ['an empty list', [], 'INVALID_REQUEST', /list of 1 to 200 calls/],
  ['too many calls', Array.from({ length: 201 }, () => read), 'INVALID_REQUEST', /list of 1 to 200 calls/],
  ['a call that is a text', ['member.read'], 'INVALID_REQUEST', /call 0 is no object/],
  ['a call of two names', [{ ...read, 'member.whoAmI': {} }], 'INVALID_REQUEST', /call 0 is no object/],
  ['an operation misspelt', [read, { 'member.raed': {} }], 'UNKNOWN_OPERATION', /member.raed/],
  ['a wrong request', [read, { 'member.read': { member: 7 } }], 'INVALID_REQUEST', /call 1 \(member.read\)/],
  ['private facts that are missing', [{ 'loan.underwrite': { request: {} } }], 'INVALID_REQUEST', /call 0/],
])('a file with %s goes no further', async (_, content, code, message) => {
  expect(await together(content)).toMatchObject({ exit: 2, code, message: expect.stringMatching(message) });
});

test('the form that the server takes is taken too, and what is right goes to the network', async () => {
  expect(await together({ calls: [read] }, '--dry-run')).toMatchObject({
    exit: expect.any(Number),
    code: expect.not.stringMatching(/INVALID_REQUEST/),
  });
});

test('private facts are told by their field and never quoted', async () => {
  const kept = {
    'part.keepPrice': {
      request: { epc: 'urn:epc:id:sgtin:4012345.011111.1' },
      private: { pin: 'secret-1234' },
    },
  };
  const seen = await together([kept]);
  expect(seen).toMatchObject({ exit: 2, code: 'INVALID_REQUEST' });
  expect(JSON.stringify(seen)).not.toContain('secret-1234');
});
