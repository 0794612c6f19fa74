import { canonical, ContractError, decoded, readObject } from '@roadbook/chaincode/api';
import type { z } from 'zod';
import { BOUNDS } from './bound';
import { Problem } from './problem';

const JSON_TYPE = /^application\/(?:[a-z0-9.+-]+\+)?json\s*(?:;|$)/i;

/**
 * Reads a JSON object from a request, at most so many bytes of it. Refuses other media types, broken UTF-8,
 * repeated and `__proto__` members.
 */
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
    throw error instanceof ContractError
      ? unreadable(JSON.stringify(error.facts['why']).slice(1, -1))
      : error;
  }
}

const XML_TYPE = /^(?:application|text)\/(?:[a-z0-9.+-]+\+)?xml\s*(?:;|$)/i;

/** Reads XML from a request, as text that nobody has looked at. */
export async function readXml(request: Request): Promise<string> {
  const { headers } = request;
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (!XML_TYPE.test(headers.get('content-type') ?? '') || encoding !== 'identity')
    throw new Problem(415, 'MEDIA_TYPE_UNKNOWN', {
      detail: 'The body is not sent as plain XML.',
      cure: 'Send it uncompressed, in UTF-8, with Content-Type: application/xml.',
      headers: { Accept: 'application/xml' },
    });
  return await readText(request, BOUNDS.isoBytes);
}

const read = new WeakMap<Request, number>();

/** How many bytes of the body of a request were read. */
export const bytesRead = (request: Request): number => read.get(request) ?? 0;

/** Room for a body whose length was not said; it grows by doubling. */
const FIRST_BYTES = 4_096;

/**
 * However small the pieces, what is held is the bytes once and then their text; whoever sends too slowly is
 * not waited for.
 */
async function readText(request: Request, most: number): Promise<string> {
  const said = Number(request.headers.get('content-length') ?? 0);
  if (said > most) throw tooLarge(most);
  const reader = request.body?.getReader();
  if (!reader) return '';
  const patience = BOUNDS.bodyMs + most / BOUNDS.bytesPerMs;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void reader.cancel().catch(() => undefined);
  }, patience);
  try {
    let [held, length] = [Buffer.alloc(said || FIRST_BYTES), 0];
    for (let pieces = 0; pieces < BOUNDS.pieces; pieces++) {
      const { done, value } = await reader.read();
      if (late) throw tooSlow(patience);
      if (done) return asText(held.subarray(0, length));
      if (length + value.byteLength > most) throw tooLarge(most);
      if (length + value.byteLength > held.length)
        held = Buffer.concat([held], 2 * (length + value.byteLength));
      held.set(value, length);
      length += value.byteLength;
      read.set(request, length);
    }
    throw tooSlow(patience);
  } finally {
    clearTimeout(timer);
  }
}

function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw unreadable('it is not UTF-8');
  }
}

const tooLarge = (most: number): Problem =>
  new Problem(413, 'TOO_LARGE', {
    detail: `The body has more than ${most} bytes.`,
    cure: 'Split it.',
    facts: { max: most },
  });

const tooSlow = (patience: number): Problem =>
  new Problem(408, 'TOO_SLOW', {
    detail: `The body did not come within ${Math.ceil(patience / 1_000)} seconds, or in very small pieces.`,
    cure: 'Send it at once, or split it.',
    headers: { Connection: 'close' },
  });

const unreadable = (why: string): Problem =>
  new Problem(400, 'UNREADABLE_REQUEST', {
    detail: `The request could not be read: ${why}.`,
    cure: 'Send one JSON object.',
  });

/** The text that a contract reads (RFC 8785). */
export function textOf(wire: unknown): string {
  try {
    return canonical(wire);
  } catch {
    throw unreadable('it holds a lone surrogate or a number beyond JSON');
  }
}

/**
 * Refuses what the schema does not take, naming the first wrong fields; the contract would refuse it too,
 * after a way through the network.
 */
export function demandShape(schema: z.core.$ZodType, wire: unknown, operation: string, within = ''): void {
  const read = decoded(schema, wire);
  if (read.success) return;
  const errors = read.issues.slice(0, BOUNDS.errors).map(({ path, message }) => ({
    field: [within, ...path.map(String)].filter(Boolean).join('.').slice(0, 200) || 'request',
    why: message.slice(0, 300),
  }));
  const [first] = errors;
  throw new Problem(400, 'INVALID_REQUEST', {
    detail: `The field ${first?.field} is not acceptable: ${first?.why}.`,
    cure: `Correct it; the schema of ${operation} in /openapi.json says what it may hold.`,
    facts: { operation, field: first?.field ?? '' },
    errors,
  });
}
