import { decoded, entriesOf, everyApi, parseError, startingCall } from '@roadbook/chaincode/api';
import { type OpenWorld, openWorld } from '@roadbook/ledger';

const entries = everyApi.flatMap(entriesOf);
const named = entries.map((entry) => [`${entry.room}.${entry.name}`, entry] as const);

test.each(named)('F7, the call to start from of %s fits its schemas, private facts too', (_, entry) => {
  const { request, secret, role } = startingCall(entry);
  expect(decoded(entry.request, request)).toMatchObject({ success: true });
  expect(secret === undefined).toBe(entry.operation.secret === undefined);
  if (entry.operation.secret)
    expect(decoded(entry.operation.secret, secret)).toMatchObject({ success: true });
  expect(entry.operation.by).toContain(role);
});

/** What says that a call was not one: the rest is the business of the room. */
const NO_CALL = [
  'UNREADABLE_REQUEST',
  'INVALID_REQUEST',
  'UNKNOWN_OPERATION',
  'NOT_ALLOWED',
  'STRANGER',
  'BROKEN',
];

describe('F7, sent as they stand', () => {
  let world: OpenWorld;
  beforeAll(async () => {
    world = await openWorld({ at: Date.parse('2026-03-02T12:00:00.000Z') });
  });

  test.each(named)('%s is answered, or refused by a rule of the room', async (_, entry) => {
    const { request, secret, as, role } = startingCall(entry);
    const salted = secret && { secret: JSON.stringify({ salt: '5a'.repeat(16), facts: secret }) };
    const { room, name, operation } = entry;
    const wire = { manner: operation.manner, room, name, request: JSON.stringify(request), ...salted };
    const code = await world.ledger
      .call(role === ('admin' as string) ? world.admin : await world.be(as, role), wire)
      .then(
        (text) => (JSON.parse(text) !== undefined ? 'ANSWERED' : ''),
        (error: unknown) =>
          (error as { code?: string }).code ?? parseError(String(error))?.code ?? String(error),
      );
    expect(NO_CALL).not.toContain(code);
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
  });
});
