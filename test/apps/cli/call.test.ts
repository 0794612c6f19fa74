import { documentOf, folderWith, homeWith, type } from './screen';

const home = homeWith(['lender/desk', 'lender/approver', 'registry/owner']);
const env = { ROADBOOK_HOME: home };
const codeOf = async (line: readonly string[], scene: Parameters<typeof type>[1] = {}) => {
  const seen = await type([...line, '--json'], { env, ...scene });
  const { error } = documentOf(seen);
  return { exit: seen.exit, code: error.code, cure: error.cure, message: error.message };
};

test.each([
  ['{"member"', 'UNREADABLE_JSON'],
  ['@nowhere.json', 'FILE_MISSING'],
  ['{"member":"lender"}', 'INVALID_REQUEST'],
  ['{"member":"lender/desk","more":1}', 'INVALID_REQUEST'],
  ['[]', 'INVALID_REQUEST'],
])('the request %s goes no further', async (request, code) => {
  expect(await codeOf(['call', 'member.read', request, '--as', 'lender/desk'])).toMatchObject({
    exit: 2,
    code,
  });
});

test('each problem of a request is named with its field', async () => {
  const { message } = await codeOf([
    'call',
    'member.register',
    '{"member":7,"role":"ower","more":true}',
    '--as',
    'lender/desk',
  ]);
  expect(message).toContain('member must be text, not a number');
  expect(message).toContain('(owner?)');
  expect(message).toContain('it has no field more');
});

test('a request may come from a file or the standard input', async () => {
  const directory = folderWith({ 'request.json': '{"member":"lender"}' });
  for (const [request, input] of [
    ['@request.json', ''],
    ['-', '{"member":"lender"}'],
  ] as const) {
    const { message } = await codeOf(['call', 'member.read', request, '--as', 'lender/desk'], {
      directory,
      input,
    });
    expect(message).toContain('member must be organisation/name');
  }
});

test.each([
  [[], 'WHO_IS_MISSING', 'npx roadbook status'],
  [['--as', 'lender'], 'WHO_UNREADABLE', 'approver, desk'],
  [['--as', 'lendr/desk'], 'UNKNOWN_ORGANISATION', 'Did you mean lender?'],
  [['--as', 'lender/dsk'], 'NOT_ENROLLED', 'Did you mean lender/desk?'],
])('who calls is checked: %j', async (who, code, hint) => {
  const seen = await codeOf(['call', 'member.whoAmI', '{}', ...who]);
  expect(seen).toMatchObject({ exit: 2, code });
  expect(seen.cure).toContain(hint);
});

test('ROADBOOK_AS stands for --as', async () => {
  const seen = await codeOf(['call', 'member.whoAmI'], { env: { ...env, ROADBOOK_AS: 'lender/nobody' } });
  expect(seen.message).toContain('lender/nobody');
});

test.each([
  [['part.keepPrice', '{}'], 'SECRET_MISSING'],
  [['part.keepPrice', '{}', '--secret', '{"price":1}'], 'SECRET_IN_THE_OPEN'],
  [['part.keepPrice', '-', '--secret', '-'], 'ONE_INPUT'],
  [['member.whoAmI', '{}', '--secret', '@private.json'], 'NOTHING_PRIVATE'],
])('private facts are kept out of sight: %j', async (line, code) => {
  expect(await codeOf(['call', ...line, '--as', 'lender/desk'])).toMatchObject({ exit: 2, code });
});

test('an identity that cannot be used is told before anything is sent', async () => {
  expect(await codeOf(['call', 'member.whoAmI', '{}', '--as', 'lender/desk'])).toMatchObject({
    exit: 2,
    code: 'IDENTITY_INVALID',
  });
});
