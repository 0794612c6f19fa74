import { type Api, apis, canonical, operationNamed } from '@roadbook/chaincode/api';
import { z } from 'zod';
import type { AnyTable } from '../../chaincode/src/kit/table';
import { rooms } from '../../chaincode/src/rooms';
import type { Asked, Ledger } from '@roadbook/ledger';
import { told } from './told';

let ledger: Ledger;
let asked: readonly Asked[];
beforeAll(async () => ({ ledger, asked } = await told()));

const roundTrip = (schema: z.core.$ZodType, wire: unknown): string =>
  canonical(z.encode(schema, z.decode(schema, wire as never)));
const tables = new Map(
  rooms.flatMap((room) => Object.values(room.tables).map((spec: AnyTable) => [spec.kind, spec] as const)),
);

/** The schema of a request, of one call or of many. */
function schemaOf(room: string, name: string): z.core.$ZodType {
  const { operation, batch } = operationNamed((apis as Record<string, Api>)[room] as Api, name) ?? {};
  if (!operation) throw new Error(`no operation ${room}.${name}`);
  return batch ? z.strictObject({ items: z.array(operation.request) }) : operation.request;
}

test('every request of the story is the same text after it was read and written', () => {
  const changed = asked.filter(
    ({ call: { room, name, request } }) => roundTrip(schemaOf(room, name), JSON.parse(request)) !== request,
  );
  expect(asked.length).toBeGreaterThan(50);
  expect(changed.map(({ call }) => [`${call.room}.${call.name}`, call.request])).toEqual([]);
});

test('every record that the story left is the same text after it was read and written', () => {
  const kept = [...ledger.world.state.values()].flatMap(({ value }) => {
    const text = value.toString();
    return text.startsWith('{') ? [JSON.parse(text) as { kind: string; record: unknown }] : [];
  });
  const changed = kept.filter(({ kind, record }) => {
    const spec = tables.get(kind);
    return !spec || roundTrip(spec.schema, record) !== canonical(record);
  });
  expect(new Set(kept.map(({ kind }) => kind)).size).toBeGreaterThan(30);
  expect(changed).toEqual([]);
});
