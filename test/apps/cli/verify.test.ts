import { apis } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { chainInWords } from '../../../apps/cli/src/commands/trust';
import { paperOf } from '../../../apps/cli/src/paper';
import { openCounter } from '../../chaincode/identity/cast';
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
  const texts = Object.entries(files).map(([name, held]) => [name, typeof held === 'string' ? held : JSON.stringify(held)]);
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
    expect(documentOf(seen)).toMatchObject({ ok: false, valid: false, error: { code: 'NOT_VERIFIED', facts: { failed } } });
  }
});

test('a certificate alone says what it cannot prove', async () => {
  const { out } = await verify({ 'it.json': await certificate() }, '--at', at);
  expect(out).toMatch(/sale certificate: valid\n {2}pass {2}form/);
  expect(out.replace(/\s+/g, ' ')).toContain('Still to do: compare the hash with the one of the listing on the ledger');
});

test('a credential is verified from the exported files', async () => {
  const { document, pack } = await counter;
  const { at: when, trustSnapshot, statusSnapshot } = await pack();
  const files = { 'it.json': document, 'trust.json': { ok: true, result: trustSnapshot }, 'status.json': statusSnapshot };
  const options = ['--trust', 'trust.json', '--status', 'status.json', '--at', when];
  const { exit, out } = await verify(files, ...options);
  expect([exit, out]).toEqual([0, expect.stringContaining('verifiable credential: valid')]);
  const forged = JSON.stringify(document).replace('"P-1"', '"P-2"');
  const seen = await verify({ ...files, 'it.json': forged }, ...options);
  expect(seen.exit).toBe(1);
  expect(seen.out).toMatch(/FAIL {2}proof/);
  expect((await verify({ 'it.json': document }, '--at', when)).exit).toBe(1);
});

test('evidence that is none is told check by check', async () => {
  const seen = await verify({ 'it.json': { form: 'roadbook.evidence.v1' } }, '--json');
  expect(seen.exit).toBe(1);
  expect(documentOf(seen)).toMatchObject({ kind: 'evidence package', checks: [{ name: 'form', passed: false }] });
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
  const chain = z.encode(apis.vehicle.operations.trust.response, await buyer.on.vehicle.trust({ vin: VIN }));
  const words = chainInWords(paperOf({ columns: 80, colour: false }), chain);
  const places = ['Institutional', 'title', 'liens', 'Technical', 'birth', 'odometer', 'Economic', 'loans', 'trades'];
  const found = places.map((place) => words.indexOf(place));
  expect(found).toEqual(found.toSorted((one, other) => one - other));
  expect(found[0]).toBeGreaterThan(0);
  expect(words).toContain('registry/owner');
});

test('a number that is none is not asked for', async () => {
  const seen = await type(['trust', '1M8GDM9A_KP042788', '--json']);
  expect([seen.exit, documentOf(seen).error.code]).toEqual([2, 'VIN_REFUSED']);
});
