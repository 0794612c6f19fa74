import { z } from 'zod';
import { notAcceptable } from './acceptance';
import type { Operation } from '../operation';
import { SECRET_FIELD } from '../client';
import { demand, kitErrors, refuse } from '../errors';
import { decoded } from './fit';

/** A request as it came (for the fingerprint) and as the handler gets it. */
export interface Item {
  readonly wire: unknown;
  readonly request: unknown;
}

/** Private facts and the salt that they are sealed with. */
export interface Secret {
  readonly salt: string;
  readonly facts: unknown;
}

/** The request of a call as the one item that it is, or the items of a batch, each as its schema has it. */
export function itemsIn(
  operation: Operation,
  operationName: string,
  batch: boolean,
  wire: Record<string, unknown>,
): Item[] {
  const wires = batch ? listed(wire, operation, operationName) : [wire];
  return wires.map((one, at) => ({
    wire: one,
    request: decode(operation.request, one, operationName, batch ? `items.${at}` : ''),
  }));
}

function listed(wire: Record<string, unknown>, operation: Operation, operationName: string): unknown[] {
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

/** Private facts as the operation takes them; PRIVATE_MISSING when none came. */
export function secretIn(given: unknown, facts: z.core.$ZodType, operationName: string): Secret {
  if (given === undefined) return refuse(kitErrors.PRIVATE_MISSING, { operation: operationName });
  const { salt, facts: sent } = decode(secretShape, given, operationName, SECRET_FIELD) as z.infer<
    typeof secretShape
  >;
  return { salt, facts: decode(facts, sent, operationName, SECRET_FIELD) };
}
