import { parseError, TOGETHER } from '@roadbook/chaincode/api';

/** An operation that a transaction carried out, and its request as JSON on the wire. */
export interface Called {
  readonly room: string;
  readonly name: string;
  readonly request: unknown;
  /** The code with which it was refused; the other calls of its list count. */
  readonly refused?: string;
}

/**
 * The operations that a transaction carried: one, or those of a list in their order. A list whose form is
 * none that the rooms take is told as what it was called.
 */
export function callsIn(whole: Called, result: string): readonly Called[] {
  if (whole.room !== TOGETHER) return [whole];
  const listed = listIn(whole.request, 'calls')?.map(calledOf);
  const results = listIn(parsed(result), 'results') ?? [];
  if (!listed?.every((call) => call !== undefined)) return [whole];
  return listed.map((call, at) => {
    const refused = refusalIn(results[at]);
    return refused === undefined ? call : { ...call, refused };
  });
}

/** JSON if it is some, and otherwise the text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const membersOf = (value: unknown): readonly [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list = membersOf(value).find(([member]) => member === name)?.[1];
  return Array.isArray(list) ? list : undefined;
}

/** `{"room.operation":request}` */
function calledOf(value: unknown): Called | undefined {
  const [first, ...more] = membersOf(value);
  const [room, name, ...rest] = first?.[0].split('.') ?? [];
  if (!first || more.length > 0 || !room || !name || rest.length > 0) return undefined;
  return { room, name, request: first[1] };
}

function refusalIn(result: unknown): string | undefined {
  const told = membersOf(result).find(([member]) => member === 'refused')?.[1];
  return typeof told === 'string' ? (parseError(told)?.code ?? 'REFUSED') : undefined;
}
