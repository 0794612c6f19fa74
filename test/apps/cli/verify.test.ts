import { generateKeyPairSync } from 'node:crypto';
import { apis } from '@roadbook/chaincode/api';
import { credentialKey, issueSdJwt, presentCredentials, presentSdJwt } from '@roadbook/gateway';
import { z } from 'zod';
import { chainInWords } from '../../../apps/cli/src/commands/trust';
import { paperOf } from '../../../apps/cli/src/terminal/layout';
import { LICENCE, openCounter } from '../../chaincode/identity/cast';
import { openGarage, VIN } from '../../chaincode/vehicle/cast';
import { documentOf, folderWith, type } from './screen';

const garage = openGarage();
const counter = openCounter();
const at = '2030-01-01T00:00:00.000Z';

async function certificate() {
  const { buyer } = await garage;
  const { response } = apis.vehicle.operations.readCertificate;
  return z.encode(response, await buyer.on.vehicle.readCertificate({ vin: VIN })) as {
    content: { owners: number };
    hash: string;
  };
}
const verify = (files: Readonly<Record<string, unknown>>, ...options: readonly string[]) => {
  const texts = Object.entries(files).map(([name, held]) => [
    name,
    typeof held === 'string' ? held : JSON.stringify(held),
  ]);
  return type(['verify', 'it.json', ...options], { directory: folderWith(Object.fromEntries(texts)) });
};

test('a sale certificate holds as it was read, also out of what call printed', async () => {
  const given = await certificate();
  for (const held of [given, { ok: true, operation: 'vehicle.readCertificate', result: given }]) {
    const seen = await verify({ 'it.json': held }, '--at', at, '--hash', given.hash, '--json');
    expect(seen.exit).toBe(0);
    expect(documentOf(seen)).toMatchObject({ ok: true, kind: 'sale certificate', valid: true, vin: VIN });
  }
});

test('a sale certificate with a changed figure, another listing or an early clock ends with 1 and names the check', async () => {
  const given = await certificate();
  const changed = { ...given, content: { ...given.content, owners: 9 } };
  for (const [held, options, failed] of [
    [changed, ['--at', at], ['hash']],
    [given, ['--at', at, '--hash', '0'.repeat(64)], ['listing']],
    [given, ['--at', '2001-01-01'], ['time']],
    [{ ...given, content: {} }, [], ['form']],
  ] as const) {
    const seen = await verify({ 'it.json': held }, ...options, '--json');
    expect(seen.exit).toBe(1);
    expect(documentOf(seen)).toMatchObject({
      ok: false,
      valid: false,
      error: { code: 'NOT_VERIFIED', facts: { failed } },
    });
  }
});

test('a certificate alone says what it cannot prove', async () => {
  const { out } = await verify({ 'it.json': await certificate() }, '--at', at);
  expect(out).toMatch(/sale certificate: valid\n {2}pass {2}form/);
  expect(out.replace(/\s+/g, ' ')).toContain(
    'Still to do: compare the hash with the one of the listing on the ledger',
  );
});

test('a credential is verified from the exported files', async () => {
  const { document, pack } = await counter;
  const { at: when, trustSnapshot, statusSnapshot } = await pack();
  const files = {
    'it.json': document,
    'trust.json': { ok: true, result: trustSnapshot },
    'status.json': statusSnapshot,
  };
  const options = ['--trust', 'trust.json', '--status', 'status.json', '--at', when];
  const { exit, out } = await verify(files, ...options);
  expect([exit, out]).toEqual([0, expect.stringContaining('verifiable credential: valid')]);
  const forged = JSON.stringify(document).replace('"P-1"', '"P-2"');
  const seen = await verify({ ...files, 'it.json': forged }, ...options);
  expect(seen.exit).toBe(1);
  expect(seen.out).toMatch(/FAIL {2}proof/);
  expect((await verify({ 'it.json': document }, '--at', when)).exit).toBe(1);
});

const asked = { challenge: '9d1f', domain: 'https://police.example' };

async function shown() {
  const { document, holder, now, pack, person, did } = await counter;
  const { at: when, trustSnapshot, statusSnapshot } = await pack();
  const files = {
    'trust.json': trustSnapshot,
    'status.json': statusSnapshot,
    'holder.json': await person.on.identity.read({ did }),
  };
  const presentation = await presentCredentials([document], holder, asked, now());
  const options = ['--trust', 'trust.json', '--status', 'status.json', '--at', when];
  return { files: { ...files, 'it.json': presentation }, options };
}

test('a presentation is verified for who asked, and for nobody else', async () => {
  const { files, options } = await shown();
  const question = ['--challenge', asked.challenge, '--domain', asked.domain, '--holder', 'holder.json'];
  expect((await verify(files, ...options, ...question)).out).toContain('verifiable presentation: valid');
  const other = await verify(files, ...options, ...question, '--challenge', 'another', '--json');
  expect([other.exit, documentOf(other).error]).toMatchObject([1, { facts: { failed: ['challenge'] } }]);
  const unasked = await verify(files, ...options, '--holder', 'holder.json', '--json');
  expect([unasked.exit, documentOf(unasked).error]).toMatchObject([1, { facts: { failed: ['challenge'] } }]);
});

test('an SD-JWT is verified from the text that its holder shows', async () => {
  const { issuerKey, insurer, now, later, pack } = await counter;
  const wallet = credentialKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const issue = {
    type: 'DriverLicence',
    claims: LICENCE,
    holder: wallet.multikey,
    status: { list: 0, index: 99 },
  } as const;
  const { document, record } = await issueSdJwt(
    { ...issue, validFrom: now(), validUntil: later(30) },
    issuerKey,
  );
  await insurer.on.identity.recordCredential(record);
  const { at: when, trustSnapshot, statusSnapshot } = await pack();
  const files = { 'trust.json': trustSnapshot, 'status.json': statusSnapshot };
  const options = [
    '--trust',
    'trust.json',
    '--status',
    'status.json',
    '--at',
    when,
    '--challenge',
    asked.challenge,
  ];
  const text = await presentSdJwt(document, ['over21'], wallet, asked, now());
  const seen = await verify({ ...files, 'it.json': text }, ...options, '--domain', asked.domain, '--json');
  expect(seen.exit).toBe(0);
  expect(documentOf(seen)).toMatchObject({
    kind: 'SD-JWT credential',
    valid: true,
    claims: { over21: true },
  });
  expect((await verify({ ...files, 'it.json': document }, ...options, '--domain', asked.domain)).exit).toBe(
    1,
  );
});

test('what a presentation or a credential is examined with must be whole, and fit it', async () => {
  const { files, options } = await shown();
  const evidence = { ...files, 'it.json': { form: 'roadbook.evidence.v1' } };
  for (const [held, more, code] of [
    [files, ['--challenge', '9d1f'], 'CHALLENGE_INCOMPLETE'],
    [files, ['--domain', 'https://police.example'], 'CHALLENGE_INCOMPLETE'],
    [files, ['--holder', 'trust.json'], 'HOLDER_UNREADABLE'],
    [files, ['--max-age', 'old'], 'AGE_UNREADABLE'],
    [files, ['--hash', '0'.repeat(64)], 'OPTION_UNFITTING'],
    [evidence, [], 'OPTION_UNFITTING'],
  ] as const) {
    const seen = await verify(held, ...options, ...more, '--json');
    expect([seen.exit, documentOf(seen).error.code]).toEqual([2, code]);
  }
});

test('snapshots that are older than they may be do not count', async () => {
  const { document, pack, ledger } = await counter;
  const { trustSnapshot, statusSnapshot } = await pack();
  const files = { 'it.json': document, 'trust.json': trustSnapshot, 'status.json': statusSnapshot };
  const on = (days: number) => ['--at', new Date(ledger.now + days * 86_400_000).toISOString()];
  const options = ['--trust', 'trust.json', '--status', 'status.json'];
  expect((await verify(files, ...options, ...on(29))).exit).toBe(0);
  const old = await verify(files, ...options, ...on(31));
  expect([old.exit, old.out]).toEqual([
    1,
    expect.stringMatching(/FAIL {2}snapshots\s+the trust snapshot of \S+ is too old/),
  ]);
  expect((await verify(files, ...options, ...on(31), '--max-age', '60')).exit).toBe(0);
});

test('evidence that is none is told check by check', async () => {
  const seen = await verify({ 'it.json': { form: 'roadbook.evidence.v1' } }, '--json');
  expect(seen.exit).toBe(1);
  expect(documentOf(seen)).toMatchObject({
    kind: 'evidence package',
    checks: [{ name: 'form', passed: false }],
  });
});

test.each([
  [{ letter: 'dear' }, [], 'KIND_UNKNOWN'],
  [[], [], 'KIND_UNKNOWN'],
  ['dear', [], 'UNREADABLE_JSON'],
  [{}, ['--at', 'soon'], 'INSTANT_UNREADABLE'],
])('%j %j is nothing to verify', async (held, options, code) => {
  const seen = await verify({ 'it.json': held }, ...options, '--json');
  expect([seen.exit, documentOf(seen).error.code]).toEqual([2, code]);
});

test('a trust chain is told by what vouches for it', async () => {
  const { buyer } = await garage;
  const chain = z.encode(apis.trust.operations.read.response, await buyer.on.trust.read({ vin: VIN }));
  const words = chainInWords(paperOf({ columns: 80, colour: false }), chain);
  const places = [
    'Institutional',
    'title',
    'liens',
    'Technical',
    'birth',
    'odometer',
    'Economic',
    'loans',
    'trades',
  ];
  const found = places.map((place) => words.indexOf(place));
  expect(found).toEqual(found.toSorted((one, other) => one - other));
  expect(found[0]).toBeGreaterThan(0);
  expect(words).toContain('registry/owner');
});

test('a number that is none is not asked for', async () => {
  const seen = await type(['trust', '1M8GDM9A_KP042788', '--json']);
  expect([seen.exit, documentOf(seen).error.code]).toEqual([2, 'VIN_REFUSED']);
});
