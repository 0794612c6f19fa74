import { documentOf, homeWith, type } from './screen';

test('alone it prints what it can do and its exit codes', async () => {
  const { exit, out } = await type([]);
  expect(exit).toBe(0);
  for (const command of [
    'api',
    'call',
    'enrol',
    'status',
    'events',
    'explain',
    'outcome',
    'recall',
    'trust',
    'verify',
    'vin',
    'epcis',
    'loan',
  ])
    expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(out).toContain('Exit codes:');
});

test.each([
  [['aip'], 'Did you mean api?', 'npx roadbook --help'],
  [['vin', 'chekc'], 'Did you mean check?', 'npx roadbook vin --help'],
  [['loan', 'schedule'], 'argument', 'npx roadbook loan schedule --help'],
  [['vin', 'check', '1M8GDM9AXKP042788', '--jsn'], 'Did you mean --json?', 'npx roadbook vin check --help'],
  [['member.read'], 'npx roadbook call member.read', 'npx roadbook api member.read'],
])('%j is refused with a hint', async (line, hint, help) => {
  const { exit, out, err } = await type(line);
  expect({ exit, out }).toEqual({ exit: 2, out: '' });
  expect(err.replace(/\s+/g, ' ')).toContain(hint);
  expect(err.replace(/\s+/g, ' ')).toContain(help);
});

test('a machine gets its refusals as a document too', async () => {
  const seen = await type(['aip', '--json']);
  expect(documentOf(seen)).toEqual({
    ok: false,
    error: { code: 'USAGE', message: expect.any(String), cure: expect.any(String), stage: 'input' },
  });
  expect(seen.err).toBe('');
});

test.each([
  [['status']],
  [['events']],
  [['explain', 'a'.repeat(64)]],
  [['outcome', 'a'.repeat(64)]],
  [['call', 'member.whoAmI', '--as', 'lender/desk']],
])('without a network %j says what starts it', async (line) => {
  const { exit, err } = await type(line);
  expect(exit).toBe(3);
  expect(err.replace(/\s+/g, ' ')).toMatch(
    /There is no network in .* Start it: ROADBOOK_HOME=\S+ \S*scripts\/start/,
  );
});

test('a network that does not run is told peer by peer', async () => {
  const seen = await type(['status', '--json'], { env: { ROADBOOK_HOME: homeWith(['lender/desk']) } });
  expect(seen.exit).toBe(3);
  expect(documentOf(seen)).toMatchObject({
    ok: false,
    error: { code: 'PEERS_SILENT', facts: { silent: ['peer0.lender', 'peer0.registry'] } },
  });
});

test('colours are for those who want them', async () => {
  expect((await type(['vin', 'check', '1M8GDM9AXKP042788'])).out).not.toContain('\x1b');
  expect((await type(['vin', 'check', '1M8GDM9AXKP042788'], { colour: true })).out).toContain('\x1b[');
});

test('every command says how it is used', async () => {
  for (const command of [
    'api',
    'call',
    'enrol',
    'status',
    'events',
    'explain',
    'outcome',
    'recall follow',
    'trust',
    'verify',
    'vin check',
    'epcis hash',
    'loan schedule',
  ]) {
    const { exit, out } = await type([...command.split(' '), '--help']);
    expect(exit).toBe(0);
    expect(out).toContain(`Usage: roadbook ${command}`);
    expect(out).toContain('--json');
  }
});
