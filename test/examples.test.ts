import { type Api, apis, decoded, entryOf, examples } from '@roadbook/chaincode/api';
import { openWorld } from '@roadbook/ledger';

const NOON = Date.parse('2026-03-02T12:00:01.000Z');

test('each example of an operation is answered, in the order in which they stand', async () => {
  const world = await openWorld({ at: Date.parse('2026-03-02T09:00:00.000Z') });
  const { ledger } = world;
  let seal: unknown;
  for (const { call, as, role, request, secret } of examples) {
    const [room = '', name = ''] = call.split('.');
    const entry = entryOf((apis as unknown as Readonly<Record<string, Api>>)[room] as Api, name);
    if (call === 'claim.notify') ledger.pass(NOON - ledger.now);
    const salted = secret && { secret: JSON.stringify({ salt: '5a'.repeat(16), facts: secret }) };
    // What was kept is sealed with a random salt: the seal quoted is the one that was answered.
    const sent = 'seal' in request && seal !== undefined ? { ...request, seal } : request;
    const { manner } = entry?.operation ?? {};
    const wire = { manner: manner ?? 'evaluate', room, name, request: JSON.stringify(sent), ...salted };
    const text = await ledger.call(await world.be(as, role), wire).catch((error: unknown) => {
      throw new Error(`${call}: ${String(error)}`);
    });
    ({ seal } = JSON.parse(text) as { seal?: unknown });
    ledger.pass(1_000);
  }
});

test('no operation has two examples, and each is called by a role that may', () => {
  expect(new Set(examples.map(({ call }) => call)).size).toBe(examples.length);
  expect(examples.length).toBeGreaterThan(20);
  for (const { call, role, request, secret } of examples) {
    const [room = '', name = ''] = call.split('.');
    const entry = entryOf((apis as unknown as Readonly<Record<string, Api>>)[room] as Api, name);
    expect(entry?.operation.by).toContain(role);
    expect(entry && decoded(entry.request, request).success).toBe(true);
    expect(secret === undefined).toBe(entry?.operation.secret === undefined);
  }
});
