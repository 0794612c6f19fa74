import { z } from 'zod';
import { notAcceptable } from './transaction/acceptance';
import { type Api, namesOf, operationNamed } from './api';
import { type Manner } from './operation';
import { demand, kitErrors } from './errors';
import { encoded } from './transaction/fit';
import { canonical } from './value/json';

/** One call on the wire: what a transport must carry. `request` and `secret` are JSON texts. */
export interface WireCall {
  readonly manner: Manner;
  readonly room: string;
  readonly name: string;
  readonly request: string;
  readonly secret?: string;
}

/** Name of the transient field in which private facts travel; transient data is never on the ledger. */
export const SECRET_FIELD = 'private';

/**
 * Carries a call to a contract and answers the JSON text it returned. The in-memory ledger and the gateway
 * are two of them.
 */
export type Transport = (call: WireCall) => Promise<string>;

/**
 * What a schema decodes to, found without asking whether it is one: the compiler would compare hundreds of
 * schemas member by member.
 */
type Out<S> = S extends { readonly _zod: { readonly output: infer O } } ? O : never;
/** What an operation takes, answers and keeps private, as a client has them. */
export type RequestOf<Op> = Op extends { readonly request: infer S } ? Out<S> : never;
/** What an operation answers, decoded. */
export type ResponseOf<Op> = Op extends { readonly response: infer S } ? Out<S> : never;
/** The private facts that an operation takes; `never` when it takes none. */
export type SecretOf<Op> = Op extends { readonly secret: infer S } ? Out<S> : never;

type Single<Op> = Op extends { readonly secret: infer S }
  ? (request: RequestOf<Op>, secret: Out<S>) => Promise<ResponseOf<Op>>
  : (request: RequestOf<Op>) => Promise<ResponseOf<Op>>;

type Batch<Op> = (request: {
  readonly items: readonly RequestOf<Op>[];
}) => Promise<{ readonly results: readonly ResponseOf<Op>[] }>;

type Batches<Ops> = {
  readonly [K in keyof Ops & string as Ops[K] extends { readonly many: number } ? `${K}Many` : never]: Batch<
    Ops[K]
  >;
};

/** The typed client of a room: one method an operation, and one more for each batch form. */
export type ClientOf<A extends { readonly operations: object }> = {
  readonly [K in keyof A['operations'] & string]: Single<A['operations'][K]>;
} & Batches<A['operations']>;

/**
 * Builds the typed client of a room over any transport. `randomSalt` gives at least 128 random bits as
 * hexadecimal, needed for private facts. A request that does not match its schema is refused here (a
 * `ContractError`, INVALID_REQUEST with the field) and not sent.
 */
export function clientOf<const A extends Api>(
  api: A,
  transport: Transport,
  randomSalt?: () => string,
): ClientOf<A> {
  const method = (name: string) => async (request: unknown, secret?: unknown) => {
    const found = operationNamed(api, name);
    if (!found) throw new Error(`no operation ${api.room}.${name}`);
    const { operation, batch } = found;
    const what = `${api.room}.${name}`;
    if (batch) demandFits(request, operation.many ?? 0);
    const schema = batch ? z.strictObject({ items: z.array(operation.request) }) : operation.request;
    const answer = batch ? z.strictObject({ results: z.array(operation.response) }) : operation.response;
    const call = {
      manner: operation.manner,
      room: api.room,
      name,
      request: canonical(encode(schema, request, what, false)),
    };
    const salted = operation.secret && {
      secret: sealed(encode(operation.secret, secret, what, true), randomSalt),
    };
    return z.decode(answer, JSON.parse(await transport({ ...call, ...salted })));
  };
  return Object.fromEntries(namesOf(api).map((name) => [name, method(name)])) as unknown as ClientOf<A>;
}

/** Before an item of a batch is looked at. */
function demandFits(request: unknown, max: number): void {
  const { items } = Object(request) as { readonly items?: unknown };
  const count = Array.isArray(items) ? items.length : 0;
  demand(count <= max, kitErrors.TOO_MANY, { what: 'items', count, max });
}

function encode(schema: z.core.$ZodType, value: unknown, operation: string, isPrivate: boolean): unknown {
  const sent = encoded(schema, value);
  if (sent.success) return sent.data;
  throw notAcceptable(sent.issues, operation, isPrivate ? 'private.facts' : '', isPrivate);
}

function sealed(facts: unknown, randomSalt?: () => string): string {
  if (!randomSalt) throw new Error('private facts need a source of random salt');
  return canonical({ salt: randomSalt(), facts });
}
