import type { apis, Envelope, EventSpec } from '@roadbook/chaincode/api';
import { z } from 'zod';
import { apiByRoom } from '../rooms/apis';

type Apis = typeof apis;
type Operations = {
  [Room in keyof Apis]: Apis[Room]['operations'][keyof Apis[Room]['operations']];
}[keyof Apis];
type Spec = Operations['events'][number];
type Named<S> = S extends {
  readonly name: infer Name extends string;
  readonly fact: { readonly _zod: { readonly output: infer Told } };
}
  ? string extends Name
    ? never
    : { readonly name: Name } & Readonly<Told>
  : never;

/** Every fact that an operation may tell: its `name` and what it carries, decoded (money is bigint). */
export type Fact = Named<Spec>;
/** The names of all facts. */
export type FactName = Fact['name'];
/** The fact of a name. */
export type FactOf<Name extends FactName> = Extract<Fact, { readonly name: Name }>;

const specs: ReadonlyMap<string, EventSpec> = new Map(
  Object.values(apiByRoom).flatMap((api) =>
    Object.values(api.operations).flatMap((operation) =>
      operation.events.map((event) => [event.name, event]),
    ),
  ),
);

/** All names, sorted, for command lines. */
export const factNames = (): string[] => [...specs.keys()].sort();

/**
 * Decodes what a transaction told. A fact that this version does not know, told by a newer chaincode, is left
 * out.
 */
export function factsOf(payload: string, wanted?: readonly string[]): { at: string; facts: Fact[] } {
  const { at, facts } = JSON.parse(payload) as Envelope;
  const known = facts.flatMap(({ name, ...fact }) => {
    const spec = wanted && !wanted.includes(name) ? undefined : specs.get(name);
    return spec ? [{ name, ...(z.decode(spec.fact, fact as never) as object) } as unknown as Fact] : [];
  });
  return { at, facts: known };
}
