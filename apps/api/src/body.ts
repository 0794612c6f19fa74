import { canonical, ContractError, readObject } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { Problem } from './problem';

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i;

/** Reads a JSON object from a request, at most so many bytes of it. Refuses other media types, broken UTF-8, repeated and `__proto__` members. */
export async function readJson(request: Request, most: number): Promise<Record<string, unknown>> {
  const { headers } = request;
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (!JSON_TYPE.test(headers.get('content-type') ?? '') || encoding !== 'identity')
    throw new Problem(415, 'MEDIA_TYPE_UNKNOWN', {
      detail: 'The body is not sent as plain JSON.',
      cure: 'Send it uncompressed with Content-Type: application/json (or application/ld+json).',
      headers: { Accept: 'application/json, application/ld+json' },
    });
  const text = await readText(request, most);
  try {
    return readObject(text, most);
  } catch (error) {
    throw error instanceof ContractError ? unreadable(JSON.stringify(error.facts['why']).slice(1, -1)) : error;
  }
}

async function readText(request: Request, most: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > most) throw tooLarge(most);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(Buffer.concat(chunks));
  } catch {
    throw unreadable('it is not UTF-8');
  }
}

const tooLarge = (most: number): Problem =>
  new Problem(413, 'TOO_LARGE', { detail: `The body has more than ${most} bytes.`, cure: 'Split it.', facts: { max: most } });

const unreadable = (why: string): Problem =>
  new Problem(400, 'UNREADABLE_REQUEST', { detail: `The request could not be read: ${why}.`, cure: 'Send one JSON object.' });

/** The text that a contract reads (RFC 8785). */
export function textOf(wire: unknown): string {
  try {
    return canonical(wire);
  } catch {
    throw unreadable('it holds a lone surrogate or a number beyond JSON');
  }
}

/** Most wrong fields that are told at once. */
const MOST_FIELDS = 10;

/** Refuses what the schema does not take, naming each field; the contract would refuse it too, after a way through the network. */
export function demandShape(schema: z.core.$ZodType, wire: unknown, operation: string, within = ''): void {
  const read = z.safeDecode(schema, wire as never);
  if (read.success) return;
  const errors = read.error.issues.slice(0, MOST_FIELDS).map(({ path, message }) => ({
    field: [within, ...path.map(String)].filter(Boolean).join('.') || 'request',
    why: message,
  }));
  const [first] = errors;
  throw new Problem(400, 'INVALID_REQUEST', {
    detail: `The field ${first?.field} is not acceptable: ${first?.why}.`,
    cure: `Correct it; the schema of ${operation} in /openapi.json says what it may hold.`,
    facts: { operation, field: first?.field ?? '' },
    errors,
  });
}
