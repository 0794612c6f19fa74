import { apis, type Api, type Example, entryOf } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { plural } from '../rooms/plural';

/** A value as TypeScript writes it: money has `bigint` amounts there. */
export function literal(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string'
      ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
      : String(value);
  const fields = Object.entries(value).map(
    ([name, held]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)}: ${literal(held)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** The call of an example through the client of its role. */
export function callText({ call, role, request, secret }: Example): string {
  const [room = '', name = ''] = call.split('.');
  const entry = entryOf((apis as unknown as Readonly<Record<string, Api>>)[room] as Api, name);
  if (!entry) throw new Error(`no operation ${call}`);
  const decode = (schema: z.core.$ZodType, wire: unknown) => literal(z.decode(schema, wire as never));
  const { operation } = entry;
  const facts = operation.secret ? `, ${decode(operation.secret, secret)}` : '';
  return `await ${role}.${plural(room)}.${name}(${decode(entry.request, request)}${facts});`;
}
