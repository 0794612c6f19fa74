import { randomBytes } from 'node:crypto';
import { decoded, type Entry, type How, kitErrors, type WireCall } from '@roadbook/chaincode/api';
import type { Context, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { demandShape, textOf } from './http/body';
import type { Env } from './http/guard';
import { Problem } from './http/problem';
import type { Lines } from './organisation/connection';

type Named = Pick<Entry, 'room' | 'name' | 'operation'>;

/**
 * Before a body is looked at: whose certificate names no role that may do this goes no further, nor who has
 * none that can be used. The ledger decides by its own records afterwards.
 */
export function admitted(lines: Lines, entry: Named): MiddlewareHandler<Env> {
  return async (c, next) => {
    const user = c.get('user');
    await lines.as(user);
    mustBeAllowed(lines, user, entry);
    await next();
  };
}

/** By what the certificate of the user says. */
export function mustBeAllowed(lines: Lines, user: string, { room, name, operation }: Named): void {
  const role = lines.roleOf(user);
  if (role === undefined && !operation.by.includes('admin'))
    throw new Problem(403, kitErrors.NO_ROLE.code, {
      detail: `The certificate of ${lines.org}/${user} names no role.`,
      cure: kitErrors.NO_ROLE.cure,
      facts: { who: `${lines.org}/${user}` },
    });
  if (role !== undefined && !operation.by.includes(role))
    throw new Problem(403, kitErrors.NOT_ALLOWED.code, {
      detail: `${role} may not call ${room}.${name}.`,
      cure: `It is for: ${operation.by.join(', ')}.`,
      facts: { role, operation: `${room}.${name}`, by: operation.by.join(', ') },
    });
}

/**
 * The body is the request; where there are private facts, it holds both apart: `{"request": …, "private":
 * …}`. `within` is where it stands in a list.
 */
export function callOf(entry: Entry, body: unknown, within = ''): WireCall {
  const { room, name, operation } = entry;
  const call = (request: unknown): WireCall => {
    demandShape(entry.request, request, `${room}.${name}`, within);
    return { manner: operation.manner, room, name, request: textOf(request) };
  };
  if (!operation.secret) return call(body);
  demandShape(withPrivate, body, `${room}.${name}`, within);
  const { request, private: facts } = body as z.output<typeof withPrivate>;
  demandPrivate(operation.secret, facts, `${room}.${name}`, within);
  return { ...call(request), secret: textOf({ salt: randomBytes(16).toString('hex'), facts }) };
}

const withPrivate = z.strictObject({ request: z.looseObject({}), private: z.looseObject({}) });

/**
 * Private facts are quoted in no message: only the place of the first wrong one among the fields of the
 * schema is told.
 */
function demandPrivate(schema: z.core.$ZodType, facts: unknown, operation: string, within: string): void {
  const read = decoded(schema, facts);
  if (read.success) return;
  const [issue] = read.issues;
  const field = [within, 'private', ...(issue?.path.map(String) ?? [])].filter(Boolean).join('.');
  const why =
    issue?.code === 'unrecognized_keys'
      ? 'it holds a field that the schema does not know'
      : 'it does not match';
  throw new Problem(400, 'INVALID_REQUEST', {
    detail: `The field ${field} is not acceptable: ${why}.`,
    cure: `Correct it; the schema of ${operation} in /openapi.json says what it may hold.`,
    facts: { operation, field },
  });
}

/** Carries a call for the user and answers what came back, with the transaction in the head. */
export async function carry(c: Context<Env>, lines: Lines, call: WireCall): Promise<Response> {
  const line = await lines.as(c.get('user'));
  const { text, receipt } = await line.carry(call, howOf(c));
  if (receipt) {
    c.header('Roadbook-Transaction', receipt.txId);
    c.header('Roadbook-Block', String(receipt.blockNumber));
  }
  return c.body(text, 200, { 'Content-Type': 'application/json' });
}

/** The header that names a transaction which a call is to come after. */
export const AFTER = 'Roadbook-After';

function howOf(c: Context<Env>): How {
  const after = c.req.header(AFTER);
  if (after === undefined) return {};
  if (/^[0-9a-f]{64}$/.test(after)) return { after };
  throw new Problem(400, 'INVALID_REQUEST', {
    detail: `The header ${AFTER} is no transaction id.`,
    cure: 'Give the 64 hexadecimal digits that Roadbook-Transaction named.',
    facts: { field: AFTER },
  });
}
