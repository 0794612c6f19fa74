import { type Api, apis, kitErrors, namesOf } from '@roadbook/chaincode/api';
import { documentOf, type } from './screen';

const rooms = Object.values(apis) as unknown as Api[];
const operations = rooms.flatMap((api) => namesOf(api).map((name) => ({ name: `${api.room}.${name}`, api })));

test('the overview names every room and every operation', async () => {
  const { exit, out } = await type(['api']);
  expect(exit).toBe(0);
  for (const api of rooms)
    for (const name of [api.room, ...Object.keys(api.operations)]) expect(out).toContain(name);
});

test.each(rooms.map((api) => [api.room, api] as const))(
  'the room %s tells the sentence of every operation',
  async (room, api) => {
    const { out } = await type(['api', room], { columns: 2000 });
    for (const [name, { says, manner }] of Object.entries(api.operations)) {
      expect(out).toContain(says);
      expect(out).toMatch(new RegExp(`\\b${name} +${manner}\\b`));
    }
  },
);

test.each(operations.map(({ name, api }) => [name, api] as const))(
  '%s tells its refusals, events and a call to start from',
  async (name, api) => {
    const { exit, out } = await type(['api', name], { columns: 2000 });
    const operation =
      api.operations[name.split('.')[1]?.replace(/Many$/, '') ?? ''] ??
      api.operations[name.split('.')[1] ?? ''];
    expect(exit).toBe(0);
    for (const { code, says, cure } of operation?.errors ?? [])
      for (const text of [code, says, cure]) expect(out).toContain(text);
    for (const event of operation?.events ?? []) expect(out).toContain(event.name);
    expect(out).toContain(`npx roadbook call ${name} '`);
  },
);

test.each([80, 120])(
  'nothing is wider than a terminal of %i columns, but what is to be copied',
  async (columns) => {
    for (const name of [undefined, ...rooms.map(({ room }) => room), ...operations.map((one) => one.name)]) {
      const { out } = await type(['api', ...(name ? [name] : [])], { columns });
      const wide = out
        .split('\n')
        .filter(
          (line) => line.length > columns && !line.includes('npx roadbook call') && / \S+ /.test(line.trim()),
        );
      expect(wide).toEqual([]);
    }
  },
);

test('machines get every operation with its schemas, refusals and events', async () => {
  const { rooms: told, anyOperation } = documentOf(await type(['api', '--json'])) as unknown as {
    rooms: {
      room: string;
      operations: { name: string; by: string[]; request: object; response: object; errors: object[] }[];
    }[];
    anyOperation: { code: string }[];
  };
  expect(told.flatMap((room) => room.operations.map(({ name }) => name))).toEqual(
    operations.map(({ name }) => name),
  );
  expect(anyOperation.map(({ code }) => code)).toEqual(Object.keys(kitErrors));
  for (const { request, response } of told.flatMap((room) => room.operations))
    expect([request, response]).toEqual([
      expect.objectContaining({ $schema: expect.any(String) }),
      expect.objectContaining({ $schema: expect.any(String) }),
    ]);
});

test('amounts are described as they are written on the wire', async () => {
  const { operation } = documentOf(await type(['api', 'policy.quote', '--json'])) as unknown as {
    operation: { request: { properties: { listPremium: { properties: { amount: { type: string } } } } } };
  };
  expect(operation.request.properties.listPremium.properties.amount.type).toBe('string');
});

test('the JSON Schema alone can be printed', async () => {
  const { out } = await type(['api', 'member.register', '--schema']);
  expect(JSON.parse(out)).toMatchObject({
    request: { required: ['member', 'role'] },
    response: { type: 'object' },
  });
});

test.each([
  ['member.regsiter', 'member.register'],
  ['membr.register', 'member'],
  ['membr', 'member'],
  ['register', 'evidence.register or member.register'],
  ['part.register', 'evidence.register or member.register'],
])('%s is taken for %s', async (typed, meant) => {
  const { exit, err } = await type(['api', typed]);
  expect(exit).toBe(2);
  expect(err).toContain(`Did you mean ${meant}`);
});
