import { z } from 'zod';

/**
 * A past-tense fact that others may hear: its name and what it carries (ids and new values, nothing
 * personal).
 */
export interface EventSpec<Fact extends z.core.$ZodType = z.core.$ZodType> {
  readonly name: string;
  readonly fact: Fact;
}

/** The events of a room. No fact may hold a member `name`: in the envelope that is the name of the event. */
export function defineEvents<const T extends Record<string, z.core.$ZodType>>(
  facts: T,
): { readonly [K in keyof T & string]: EventSpec<T[K]> & { readonly name: K } } {
  for (const [name, fact] of Object.entries(facts))
    if (fact instanceof z.ZodObject && 'name' in fact.shape)
      throw new Error(`the event ${name} may not carry a member called name`);
  return Object.freeze(
    Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, Object.freeze({ name, fact })])),
  ) as never;
}

/** Fabric carries one event a transaction, so all facts travel in one envelope under this name. */
export const EVENT_NAME = 'roadbook';

/** The envelope on the wire. `at` is the time of the transaction, UTC with milliseconds. */
export interface Envelope {
  readonly v: 1;
  readonly at: string;
  readonly facts: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}
