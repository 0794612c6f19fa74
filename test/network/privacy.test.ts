import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, apis, canonical, type Operation } from '@roadbook/chaincode/api';
import { openHome as openServerHome, type LogLine, serve } from '@roadbook/api';
import { type CallFailed, receiptOf, type Roadbook } from '@roadbook/gateway';
import { formsOf, marked } from './marks';
import { amended, type Plant, plants } from './planting';
import { asked, blocksOf, type Came, listened, snapshot, streamed, streams } from './rawdoor';
import { type Identity, identityOf, profileOfOrg } from './toy';
import { realWorld } from './world';

jest.setTimeout(300_000);

interface Planted extends Plant {
  readonly name: string;
  readonly operation: Operation;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly marks: readonly string[];
}

const keeping = (Object.values(apis) as Api[]).flatMap((api) =>
  Object.entries(api.operations)
    .filter(([, { manner }]) => manner === 'keep')
    .map(([name, operation]) => [`${api.room}.${name}`, operation] as const),
);
const ORGS = ['manufacturer', 'lender', 'insurer', 'registry'] as const;
const world = realWorld();
const planted: Planted[] = [];
const said: string[] = [];
const open = `open${randomBytes(8).toString('hex')}`;
const home = () => process.env['ROADBOOK_HOME'] ?? '';

const wire = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
const say = <T>(answer: T): T => {
  said.push(JSON.stringify(answer, wire) ?? '');
  return answer;
};
const keep = (on: Pick<Roadbook, 'carry'>, name: string, request: object, secret: string) => {
  const [room = '', operation = ''] = name.split('.');
  return on.carry({ manner: 'keep', room, name: operation, request: canonical(request), secret });
};
const sealedIn = (facts: unknown) => canonical({ salt: randomBytes(16).toString('hex'), facts });

async function plant(name: string, operation: Operation): Promise<Planted> {
  const { value, marks } = marked(operation.secret as never);
  const amend = amended[name] ?? ((facts) => facts);
  const amends = amend(value as Planted['facts']);
  const place = await plants[name]?.(world, amends);
  if (!place) throw new Error(`${name} has no plant`);
  const { facts = amends } = place;
  const [text, secret] = [canonical(facts), sealedIn(facts)];
  const { text: answer } = say(await keep(place.on, name, place.request, secret));
  const { seal } = JSON.parse(answer) as { seal: string };
  if (place.quote) say(await place.quote(seal));
  return { ...place, name, operation, facts, marks: marks.filter((mark) => text.includes(mark)) };
}

beforeAll(async () => {
  const desk = await world.be('lender/desk', 'lender');
  await desk.on.member.register({ member: `lender/${open}`, role: 'owner' });
  for (const [name, operation] of keeping) planted.push(await plant(name, operation));
});
afterAll(() => world.close());

const everyMark = () =>
  planted.flatMap(({ name, marks }) => marks.map((mark) => ({ name, mark, forms: formsOf(mark) })));
/** What was found in some bytes, by the operation that kept it. */
const foundIn = (bytes: Buffer): string[] =>
  everyMark().flatMap(({ name, mark, forms }) =>
    forms.some((form) => bytes.includes(form)) ? [`${name}: ${mark}`] : [],
  );

const someEvent = (serial: string) => ({
  type: 'ObjectEvent',
  eventTime: '2026-01-01T00:00:00.000Z',
  eventTimeZoneOffset: '+00:00',
  action: 'ADD',
  bizStep: 'commissioning',
  epcList: [`urn:epc:id:sgtin:4012345.011111.${serial}`],
});
const texts = (request: object) =>
  Object.fromEntries(Object.entries(request).map(([name, value]) => [name, String(value)]));

const filesIn = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return filesIn(join(path, entry.name));
    return entry.isFile() ? [join(path, entry.name)] : [];
  });
const contentOf = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
};

test('every operation that keeps private facts was reached, with a mark in what it kept', () => {
  expect(Object.keys(plants).sort()).toEqual(keeping.map(([name]) => name).sort());
  expect(planted.filter(({ marks }) => marks.length === 0).map(({ name }) => name)).toEqual([]);
});

test('who keeps facts reads them back', async () => {
  for (const { on, reveal, facts, name } of planted)
    if (reveal)
      expect([name, JSON.parse(JSON.stringify(await reveal(on), wire))]).toEqual([
        name,
        JSON.parse(JSON.stringify(facts)),
      ]);
});

test('nobody of another organisation reads them, on whatever peer', async () => {
  const staff = [
    await world.be('manufacturer/plant', 'manufacturer'),
    await world.be('lender/desk', 'lender'),
    await world.be('insurer/desk', 'insurer'),
    await world.be('registry/auditor', 'auditor'),
  ];
  for (const { org, reveal, name } of planted)
    for (const { on } of staff.filter((one) => reveal && one.on.org !== org)) {
      const code = await reveal?.(on).then(
        () => 'REVEALED',
        (error: CallFailed) => say(error).code,
      );
      expect([name, code]).toEqual([
        name,
        expect.stringMatching(/^(NOT_YOURS|NOT_ALLOWED|PRIVATE_ELSEWHERE|NOT_FOUND)$/),
      ]);
    }
});

const AMISS = { materialCosts: { amount: '918273645', currency: 'EUR' } };
/** Facts that are refused although every one of them bears the marks. */
function spoilt({ name, facts, marks }: Planted): [what: string, secret: string][] {
  const [mark = ''] = marks;
  const inner = canonical({ salt: '0'.repeat(32), facts });
  return [
    ['an unknown field', sealedIn({ ...facts, [`x${mark}`]: 1 })],
    ['an unknown field beside them', canonical({ salt: '0'.repeat(32), facts, [mark]: mark })],
    ['no salt', canonical({ facts })],
    ['unreadable', inner.slice(0, -1)],
    ['trailing bytes', `${inner}${inner}`],
    ['a repeated member', `${inner.slice(0, -1)},"facts":${canonical(facts)}}`],
    ...(amended[name]
      ? [['facts that do not fit together', sealedIn({ ...facts, ...AMISS })] as [string, string]]
      : []),
    ...Object.keys(facts).flatMap((field): [string, string][] => [
      [`${field} as text`, sealedIn({ ...facts, [field]: `${mark}\u0000` })],
      [`${field} too long`, sealedIn({ ...facts, [field]: mark.padEnd(10_000, mark) })],
      [`${field} as a field`, sealedIn({ ...facts, [field]: { [mark]: marks } })],
      [`${field} as a number`, sealedIn({ ...facts, [field]: 918_273_645 })],
    ]),
  ];
}

test('a refusal quotes nothing of the facts', async () => {
  const leaks: string[] = [];
  const open: string[] = [];
  for (const one of planted)
    for (const [what, secret] of spoilt(one)) {
      const error: unknown = await keep(one.on, one.name, one.request, secret).catch(
        (refusal: unknown) => refusal,
      );
      if (!(error instanceof Error)) open.push(`${one.name}, ${what}`);
      const told = `${JSON.stringify(error, wire)} ${String((error as Error).stack)}`;
      const found = [...foundIn(Buffer.from(told)), ...(told.includes('918273645') ? ['a number'] : [])];
      if (found.length > 0) leaks.push(`${one.name}, ${what}: ${found[0]} in ${(error as Error).message}`);
    }
  expect(leaks).toEqual([]);
  expect(open).toEqual([]);
});

test('who may not keep them is refused without a quote, and so is a place that is not there', async () => {
  const owner = await world.be('registry/buyer', 'owner');
  for (const { name, operation, request, facts, on } of planted) {
    const elsewhere = Object.fromEntries(Object.keys(request).map((field) => [field, `none-${open}`]));
    say(
      await keep(on, name, elsewhere, sealedIn(facts)).catch((refusal: unknown) =>
        String((refusal as Error).stack),
      ),
    );
    if (operation.by.includes('owner')) continue;
    const refusal = await keep(owner.on, name, request, sealedIn(facts)).catch((error: CallFailed) => error);
    expect(say(refusal)).toMatchObject({ code: 'NOT_ALLOWED' });
  }
});

test('a command line that keeps facts shows them to no other process', async () => {
  const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
  const { value, marks } = marked(apis.part.operations.keepPrice.secret);
  const epc = `https://id.gs1.org/8004/4012345${world.fresh('cli')}`;
  const line = [
    'call',
    'part.keepPrice',
    JSON.stringify({ epc }),
    '--secret',
    '-',
    '--as',
    'manufacturer/plant',
    '--json',
  ];
  const seen = new Set<string>();
  const printed = new Promise<string>((done) => {
    const child = execFile(process.execPath, [bin, ...line], (error, out, err) =>
      done(`${out}${err}${error?.message ?? ''}`),
    );
    child.stdin?.end(JSON.stringify(value));
  });
  while ((await Promise.race([printed, sleep(50)])) === undefined)
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      for (const file of ['cmdline', 'environ'])
        seen.add(contentOf(`/proc/${pid}/${file}`).toString('latin1'));
  const output = await printed;
  expect(output).toContain('"seal"');
  const all = [...seen].join('\n');
  expect(all).toContain(epc);
  for (const mark of marks) expect([all, output].some((text) => text.includes(mark))).toBe(false);
  planted.push({
    ...{
      name: 'part.keepPrice',
      operation: apis.part.operations.keepPrice,
      facts: value as Planted['facts'],
      marks,
    },
    ...{
      on: (await world.be('manufacturer/plant', 'manufacturer')).on,
      org: 'manufacturer',
      request: { epc },
    },
  });
});

test('no answer and no error of all that was done tells them', () => {
  expect(said.length).toBeGreaterThan(planted.length);
  expect(foundIn(Buffer.from(said.join('\n')))).toEqual([]);
});

test('no block holds them, while what was public is in one', async () => {
  for (const org of ORGS) {
    const chain = Buffer.concat(await blocksOf(home(), org));
    expect(chain.includes(open)).toBe(true);
    for (const { request } of planted) expect(chain.includes(String(Object.values(request)[0]))).toBe(true);
    expect(foundIn(chain)).toEqual([]);
  }
});

/** Everything that somebody is given by the peers and orderers of all organisations, below the api. */
async function everythingFor(who: Identity, last: string): Promise<Came[]> {
  const { channel } = profileOfOrg(home(), 'lender');
  const all = ORGS.flatMap((org) => [
    ...streams.map((kind) => streamed(home(), who, org, kind, 1_000_000)),
    listened(home(), who, org, last),
    ...['GetConfigBlock', 'GetChannelConfig'].map((name) => asked(home(), who, org, 'cscc', name, channel)),
    ...['GetTransactionByID', 'GetBlockByTxID'].map((name) =>
      asked(home(), who, org, 'qscc', name, channel, last),
    ),
  ]);
  return await Promise.all(all);
}

test('no stream, no delivery of private facts, no chaincode event and no system chaincode gives them to anybody', async () => {
  const desk = await world.be('lender/desk', 'lender');
  const registered = await desk.on.member.register({ member: `lender/${open}-door`, role: 'owner' });
  const last = receiptOf(registered)?.txId ?? '';
  const callers = ORGS.flatMap((org) => ['admin', 'service'].map((user) => identityOf(home(), org, user)));
  const people = ['owner', 'auditor'].map((user) => identityOf(home(), 'registry', user));
  for (const who of callers) {
    const came = await everythingFor(who, last);
    const bytes = Buffer.concat(came.map((one) => one.bytes));
    expect(bytes.includes(`${open}-door`)).toBe(true);
    expect(foundIn(bytes)).toEqual([]);
  }
  for (const who of people) {
    const bytes = Buffer.concat((await everythingFor(who, last)).map((one) => one.bytes));
    expect(bytes.includes(open)).toBe(false);
    expect(foundIn(bytes)).toEqual([]);
  }
});

test('the server gives them to nobody of its organisation who may not read them, and its copy and log do not hold them', async () => {
  const logged: LogLine[] = [];
  const served = openServerHome(home(), 'manufacturer');
  const authenticate = (request: Request) => request.headers.get('user') ?? undefined;
  const { url, stop } = await serve({
    home: served,
    port: 0,
    log: (line) => void logged.push(line),
    authenticate,
  });
  const { on: plant } = await world.be('manufacturer/plant', 'manufacturer');
  const captured = await plant.part.capture({ event: someEvent(`${open}-server`) as never });
  expect(receiptOf(captured)).toBeDefined();
  const ask = async (user: string, path: string) =>
    (await fetch(`${url}${path}`, { headers: { user } })).text();
  const query = `/epcis/events?MATCH_anyEPC=${encodeURIComponent(someEvent(`${open}-server`).epcList[0] ?? '')}`;
  let answer = '';
  for (let attempt = 0; attempt < 300 && !answer.includes(`${open}-server`); attempt++, await sleep(100))
    answer = await ask('plant', query);
  expect(answer).toContain(`${open}-server`);
  for (const { name, request } of planted)
    for (const path of [
      `/rooms/${name.replace('.keep', '/reveal').replace('.', '/')}`,
      '/epcis/events?perPage=100',
      '/health',
    ])
      say(
        await ask(
          'supplier',
          `${path}${path.startsWith('/rooms') ? `?${new URLSearchParams(texts(request))}` : ''}`,
        ),
      );
  await stop();
  say(logged);
  expect(foundIn(Buffer.from(said.join('\n')))).toEqual([]);
  // What the copy keeps is in the pages of its database and in its log of writes.
  const copy = Buffer.concat(filesIn(join(home(), 'copy', 'manufacturer', 'data')).map(contentOf));
  expect(copy.includes(`${open}-server`)).toBe(true);
  expect(foundIn(copy)).toEqual([]);
});

test('a snapshot of a peer holds them hashed at most', async () => {
  for (const org of ORGS) {
    expect(await snapshot(home(), identityOf(home(), org, 'admin'), org)).toBe('SUCCESS');
    const folder = join(home(), 'organisations', org, 'peer0', 'data', 'snapshots', 'completed');
    const holds = () =>
      existsSync(folder) && filesIn(folder).some((file) => file.endsWith('public_state.data'));
    for (let attempt = 0; attempt < 300 && !holds(); attempt++) await sleep(100);
    const files = filesIn(folder);
    expect(holds()).toBe(true);
    expect(foundIn(Buffer.concat(files.map(contentOf)))).toEqual([]);
  }
});

test('no event tells them', async () => {
  const { on } = await world.be('registry/auditor', 'auditor');
  const heard: string[] = [];
  for await (const { facts, at } of on.events({ from: 'first' })) {
    heard.push(JSON.stringify({ at, facts }, wire));
    if (heard.at(-1)?.includes(open)) break;
  }
  const last = await (await world.be('lender/desk', 'lender')).on.member.register({
    member: `lender/${open}-last`,
    role: 'owner',
  });
  for await (const { facts } of on.events({ from: 'first' })) {
    heard.push(JSON.stringify(facts, wire));
    if (heard.at(-1)?.includes(last.member)) break;
  }
  expect(heard.length).toBeGreaterThan(planted.length);
  expect(foundIn(Buffer.from(heard.join('\n')))).toEqual([]);
});

test('no log, no state and no file of the network holds them, but the private store of a peer of who keeps them', () => {
  const files = filesIn(home()).map((file) => [relative(home(), file), contentOf(file)] as const);
  const strays: string[] = [];
  const kept = new Set<string>();
  for (const { org, marks, name } of planted)
    for (const mark of marks)
      for (const [file] of files.filter(([, content]) =>
        formsOf(mark).some((form) => content.includes(form)),
      ))
        if (
          new RegExp(
            `^organisations/${org}/peer[^/]*/.*(pvtdataStore|stateLeveldb|transientstore)`,
            'i',
          ).test(file)
        )
          kept.add(name);
        else strays.push(`${name} ${mark} in ${file}`);
  expect(strays).toEqual([]);
  const hashed = planted.filter((one) => one.hashed).map(({ name }) => name);
  expect([...kept, ...hashed].sort()).toEqual(keeping.map(([name]) => name).sort());
  expect(files.filter(([file]) => /^logs\/.*\.log$/.test(file)).length).toBeGreaterThan(10);
});
