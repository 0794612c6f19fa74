import { z } from 'zod';
import { type Api, type Manner, type Operation, type Request, type Response, type Secret, operationNamed } from './api';
import { canonical } from './json';

/** One call on the wire: what a transport must carry. `request` and `secret` are JSON texts. */
export interface WireCall {
  readonly manner: Manner;
  readonly room: string;
  readonly name: string;
  readonly request: string;
  readonly secret?: string;
}

/** Carries a call to a contract and answers the JSON text it returned. The in-memory ledger and the gateway are two of them. */
export type Transport = (call: WireCall) => Promise<string>;

type Single<Op extends Operation> = [Secret<Op>] extends [never]
  ? (request: Request<Op>) => Promise<Response<Op>>
  : (request: Request<Op>, secret: Secret<Op>) => Promise<Response<Op>>;

type Batches<Ops extends Record<string, Operation>> = {
  readonly [K in keyof Ops & string as Ops[K] extends { readonly many: number } ? `${K}Many` : never]: (request: {
    readonly items: readonly Request<Ops[K]>[];
  }) => Promise<{ readonly results: readonly Response<Ops[K]>[] }>;
};

/** The typed client of a room: one method an operation, and one more for each batch form. */
export type ClientOf<A extends Api> = { readonly [K in keyof A['operations'] & string]: Single<A['operations'][K]> } & Batches<
  A['operations']
>;

/** Builds the typed client of a room over any transport. `randomSalt` gives at least 128 random bits as hexadecimal, needed for private facts. */
export function clientOf<const A extends Api>(api: A, transport: Transport, randomSalt?: () => string): ClientOf<A> {
  const method = (name: string) => async (request: unknown, secret?: unknown) => {
    const found = operationNamed(api, name);
    if (!found) throw new Error(`no operation ${api.room}.${name}`);
    const { operation, batch } = found;
    const schema = batch ? z.strictObject({ items: z.array(operation.request) }) : operation.request;
    const answer = batch ? z.strictObject({ results: z.array(operation.response) }) : operation.response;
    const call = { manner: operation.manner, room: api.room, name, request: canonical(z.encode(schema, request)) };
    const reply = await transport(operation.secret ? { ...call, secret: salted(operation.secret, secret, randomSalt) } : call);
    return z.decode(answer, JSON.parse(reply));
  };
  const names = Object.entries(api.operations).flatMap(([name, operation]) => (operation.many ? [name, `${name}Many`] : [name]));
  return Object.fromEntries(names.map((name) => [name, method(name)])) as ClientOf<A>;
}

function salted(schema: z.ZodType, secret: unknown, randomSalt?: () => string): string {
  if (!randomSalt) throw new Error('private facts need a source of random salt');
  return canonical({ salt: randomSalt(), facts: z.encode(schema, secret) });
}
