import type { ChaincodeStub } from 'fabric-shim';
import { z } from 'zod';
import { notAcceptable } from './acceptance';
import type { Operation } from '../operation';
import { SECRET_FIELD } from '../client';
import { demand, kitErrors, refuse } from '../errors';
import { decoded } from './fit';
import { readBytes, readObject } from '../value/json';

/** A request as it came (for the fingerprint) and as the handler gets it. */
export interface Item {
  readonly wire: unknown;
  readonly request: unknown;
}

/**
 * Called only for whom the room admits: a stranger or a suspended member learns what it is, and costs no
 * parsing, whatever it sent.
 */
export function read(
  operation: Operation,
  operationName: string,
  batch: boolean,
  args: readonly string[],
): Item[] {
  demand(args.length === 1, kitErrors.UNREADABLE_REQUEST, { why: `${args.length} arguments were given` });
  const wire = readObject(args[0] ?? '');
  const wires = batch ? itemsOf(wire, operation, operationName) : [wire];
  return wires.map((one, at) => ({
    wire: one,
    request: decode(operation.request, one, operationName, batch ? `items.${at}` : ''),
  }));
}

function itemsOf(wire: Record<string, unknown>, operation: Operation, operationName: string): unknown[] {
  const { items, ...rest } = wire;
  if (!Array.isArray(items) || items.length === 0 || Object.keys(rest).length > 0)
    return refuse(kitErrors.INVALID_REQUEST, {
      operation: operationName,
      field: 'items',
      why: 'a batch is an object with the one list items, which holds one item or more',
    });
  demand(items.length <= (operation.many ?? 0), kitErrors.TOO_MANY, {
    what: 'items',
    count: items.length,
    max: operation.many ?? 0,
  });
  return items;
}

function decode(schema: z.core.$ZodType, wire: unknown, operation: string, within: string): unknown {
  const parsed = decoded(schema, wire);
  if (parsed.success) return parsed.data;
  throw notAcceptable(parsed.issues, operation, within, within === SECRET_FIELD);
}

const secretShape = z.strictObject({ salt: z.string().regex(/^[0-9a-f]{32,128}$/), facts: z.unknown() });

/** The private facts that travelled with a call, with their salt. Throws PRIVATE_MISSING, INVALID_REQUEST. */
export function secretOf(
  stub: ChaincodeStub,
  operation: Operation,
  operationName: string,
): { salt: string; facts: unknown } {
  const bytes = stub.getTransient().get(SECRET_FIELD);
  if (!bytes || !operation.secret) return refuse(kitErrors.PRIVATE_MISSING, { operation: operationName });
  const { salt, facts } = decode(secretShape, readBytes(bytes), operationName, SECRET_FIELD) as z.infer<
    typeof secretShape
  >;
  return { salt, facts: decode(operation.secret, facts, operationName, SECRET_FIELD) };
}
