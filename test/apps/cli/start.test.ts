import { execFileSync } from 'node:child_process';
import { entriesOf, everyApi, startingCall } from '@roadbook/chaincode/api';
import { newsOf } from '../../../gateway/src/recall/follow';
import { commandFor } from '../../../apps/cli/src/schema/start';
import { documentOf, folderWith, homeWith, type } from './screen';

const env = { ROADBOOK_HOME: homeWith(['lender/desk', 'registry/owner']) };
const entries = everyApi.flatMap(entriesOf);

test('F7, a shell reads every call to start from as it is meant, private facts from the standard input', () => {
  const shell = `npx() { for word; do printf '%s\\037' "$word"; done; case " $* " in *' --secret - '*) cat;; esac; printf '\\036'; }`;
  const script = [shell, ...entries.map(commandFor)].join('\n');
  const told = execFileSync('sh', ['-s'], { input: script, encoding: 'utf8', maxBuffer: 10_000_000 });
  const calls = told.split('\x1e').slice(0, -1);
  expect(calls).toHaveLength(entries.length);
  for (const [at, entry] of entries.entries()) {
    const words = calls[at]?.split('\x1f') ?? [];
    const { call, as, request, secret } = startingCall(entry);
    expect(words.slice(0, 3)).toEqual(['roadbook', 'call', call]);
    expect(JSON.parse(words[3] ?? '')).toEqual(request);
    expect(words[words.indexOf('--as') + 1]).toBe(as);
    if (secret) expect(JSON.parse(words.at(-1) ?? '')).toEqual(secret);
  }
});

const event = {
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList: ['urn:epc:id:sgtin:4012345.011111.9876'] },
  ...{ eventTime: '2026-03-02T08:30:00.000Z', eventTimeZoneOffset: '+01:00' },
};
const document = {
  ...{ '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', type: 'EPCISDocument' },
  ...{ schemaVersion: '2.0', creationDate: '2026-03-02T09:00:00.000Z', epcisBody: { eventList: [event] } },
};
const directory = folderWith({
  'event.json': JSON.stringify(event),
  'document.json': JSON.stringify(document),
  'bad.json': JSON.stringify({ ...document, schemaVersion: 2 }),
  'long.json': JSON.stringify({ ...document, epcisBody: { eventList: Array(450).fill(event) } }),
  'bom.csv':
    '\uFEFFParent;Child;Quantity;VIN\r\nurn:epc:id:sgtin:4012345.022222.1;urn:epc:id:sgtin:4012345.011111.9876;2;1M8GDM9AXKP042788\r\n"urn:epc:id:sgtin:4012345.022222.1";urn:epc:id:sgtin:4012345.011111.9877;;\r\n\r\n',
  'twice.csv': 'parent,child,vin\nurn:a:1,urn:b:1,1M8GDM9AXKP042788\nurn:a:1,urn:b:2,1FTFW1ET5DFC10312\n',
  'quote.csv': 'parent,child\n"urn:a:1,urn:b:1\n',
  'column.csv': 'parent,child,colour\nurn:a:1,urn:b:1,red\n',
  'sixteen.csv': 'p\0a\0r\0e\0n\0t\0',
});

/** What is told when the request is right and the peers of the profile are not there. */
const NOT_INPUT = /^(IDENTITY_INVALID|PROFILE_INVALID|NOT_ENROLLED|UNKNOWN_ORGANISATION)$/;
const codeOf = async (line: readonly string[]) => {
  const seen = await type([...line, '--json'], { env, directory });
  return documentOf(seen).error;
};

test.each([
  ['part.captureDocument', '@document.json'],
  ['part.captureDocument', JSON.stringify({ document })],
  ['part.capture', '@event.json'],
  ['part.listEvents', '"urn:epc:id:sgtin:4012345.011111.9876"'],
  ['loan.read', '"L-1"'],
  ['part.countAffected', '["urn:epc:id:sgtin:4012345.011111.9876"]'],
])('F7, %s takes %s: what its one needed field holds may stand alone', async (operation, request) => {
  const { code, message } = await codeOf(['call', operation, request, '--as', 'lender/desk']);
  expect([code, message]).toEqual([expect.stringMatching(NOT_INPUT), expect.any(String)]);
});

test.each([
  ['part.captureDocument', '@bad.json', 'document.schemaVersion must be text'],
  ['part.captureDocument', '{"documnet":{}}', 'it has no field documnet'],
  ['loan.read', '{"loan":"L-1"}', 'it has no field loan'],
])('F7, what is wrong in %s %s is named where it stands', async (operation, request, says) => {
  const { code, message } = await codeOf(['call', operation, request, '--as', 'lender/desk']);
  expect([code, message]).toEqual(['INVALID_REQUEST', expect.stringContaining(says)]);
});

test.each(['document.json', '@document.json', 'event.json', 'long.json'])(
  'F7, epcis capture takes %s',
  async (file) =>
    expect((await codeOf(['epcis', 'capture', file, '--as', 'lender/desk'])).code).toMatch(NOT_INPUT),
);

test('F7, epcis capture names what is wrong in a document', async () => {
  const { code, message } = await codeOf(['epcis', 'capture', 'bad.json', '--as', 'lender/desk']);
  expect([code, message]).toEqual(['INVALID_REQUEST', expect.stringContaining('schemaVersion must be text')]);
});

test('F7 and P17, a bill of material from a spreadsheet: byte order mark, semicolons, quotes, empty lines', async () => {
  const seen = documentOf(await type(['bom', 'read', 'bom.csv', '--json'], { directory })) as unknown as {
    bills: { epc: string; vin: string; children: { epc: string; quantity: number; salt: string }[] }[];
  };
  const salt = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(seen.bills).toEqual([
    {
      ...{ epc: 'urn:epc:id:sgtin:4012345.022222.1', vin: '1M8GDM9AXKP042788' },
      children: [
        { epc: 'urn:epc:id:sgtin:4012345.011111.9876', quantity: 2, salt },
        { epc: 'urn:epc:id:sgtin:4012345.011111.9877', quantity: 1, salt },
      ],
    },
  ]);
  const [one, other] = seen.bills[0]?.children ?? [];
  expect(one?.salt).not.toBe(other?.salt);
});

test.each([
  ['twice.csv', 'TWO_IN_ONE', 'two of vin'],
  ['quote.csv', 'CSV_UNREADABLE', 'line 2'],
  ['column.csv', 'CSV_UNREADABLE', 'colour'],
  ['sixteen.csv', 'CSV_UNREADABLE', 'UTF-8'],
  ['nowhere.csv', 'FILE_MISSING', 'nowhere.csv'],
])('F7, %s is refused as %s', async (file, code, says) => {
  const error = await codeOf(['bom', 'read', file]);
  expect([error.code, error.message]).toEqual([code, expect.stringContaining(says)]);
});

test('F7, nonsense is not taken for consent', async () => {
  const { err } = await type(['api', 'nonsense']);
  expect(err).not.toContain('Did you mean');
  expect(err).toContain('The rooms are');
});

test('F7, api loan --path shows the normal order', async () => {
  const { out, exit } = await type(['api', 'loan', '--path'], { columns: 120 });
  expect(exit).toBe(0);
  const order = ['apply', 'underwrite', 'decide', 'accept', 'disburse', 'repay'].map((name) =>
    out.search(new RegExp(`\\d ${name} `)),
  );
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(out).toContain('loan: accepted → active → settled');
  expect((await type(['api', '--path'])).exit).toBe(2);
});

test('F7, a recall that moved three times is told once, and again when it says something else', () => {
  const news = newsOf();
  const waited = { did: 'waited', notification: 'R-1', vehicles: 1 } as const;
  const held = { did: 'held', notification: 'R-1', parts: 2 } as const;
  expect([waited, held, waited, held, { ...waited, vehicles: 2 }].map(news)).toEqual([
    true,
    true,
    false,
    false,
    true,
  ]);
});
