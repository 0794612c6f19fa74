import { z } from 'zod';
import { openToTime } from './due/open';
import type { Due } from './due/row';
import type { AnyLife } from './life';
import { nextAnswer, nextRequest } from './next';
import { evaluate, type Operation } from './operation';

export * from './operation';

/**
 * What a room offers: its name, a sentence, its operations by name, its lives by the kind of record, and what
 * falls due.
 */
export interface Api<
  Room extends string = string,
  Ops extends Record<string, Operation> = Record<string, Operation>,
> {
  readonly room: Room;
  readonly says: string;
  readonly operations: Ops;
  readonly lives?: Lives;
  /** What of its operations falls due, and when. */
  readonly dues?: readonly Due[];
}

/** The lives of a room, by the kind of record. */
type Lives = Readonly<Record<string, AnyLife>>;

/** The query that every room with a life has by itself: the steps open to the caller on a record now. */
const nextIn = <L extends Lives>(lives: L, by: readonly string[]) =>
  evaluate({
    says:
      'Tell the status of a record, and the steps that are open to the caller now, with the operations ' +
      'that take them.',
    by,
    request: nextRequest(Object.keys(lives) as [keyof L & string, ...(keyof L & string)[]]),
    response: nextAnswer,
  });
/** The query `next` of a room with these lives. */
export type NextOperation<L extends Lives> = ReturnType<typeof nextIn<L>>;

/** The api of a room is this one value; contract, client, CLI, REST, docs and the matrix test read it. */
export const defineApi = <const Room extends string, const Ops extends Record<string, Operation>>(
  room: Room,
  says: string,
  operations: Ops,
): Api<Room, Ops> => Object.freeze({ room, says, operations });

/**
 * The api of a room with lives, which also has the query `next`, for whoever may call anything in the room.
 * What falls due (`dues`) may also be sent by the agenda of any organisation, and nothing else may.
 */
export const defineLivingApi = <
  const Room extends string,
  const Ops extends Record<string, Operation>,
  const L extends Lives,
>(
  room: Room,
  says: string,
  operations: Ops,
  lives: L,
  dues: readonly Due[] = [],
): Api<Room, Ops & { readonly next: NextOperation<L> }> & { readonly lives: L } => {
  const by = [...new Set(Object.values(operations).flatMap((operation) => operation.by))];
  const timed = { ...operations, ...openToTime(room, operations, dues) };
  return Object.freeze({ room, says, operations: { ...timed, next: nextIn(lives, by) }, lives, dues });
};

/** A page asked for: how many, and after which bookmark. */
export const page = z.strictObject({
  size: z.int().min(1).max(100).optional().meta({ description: 'items a page, 1 to 100; 20 if not given' }),
  after: z.string().max(2048).optional().meta({ description: 'the `next` of the page before' }),
});
/** A page as it is asked for. */
export type Page = z.output<typeof page>;

/** Whose records a query lists: those of the caller where it names nobody. */
export const mine = <S extends z.ZodType>(party: S) =>
  party.optional().meta({ description: 'the caller if not given' });

/** The fields of a page, and the record of them that some queries took before. */
export const paged = {
  ...page.shape,
  page: page
    .optional()
    .meta({ description: 'the same two fields in a record, as they were asked for before' }),
};

/** The page that is asked for in either form; a field beside the record counts. */
export const pageIn = ({
  page: formerly = {},
  size,
  after,
}: Page & { readonly page?: Page | undefined }): Page => ({
  ...formerly,
  ...(size !== undefined && { size }),
  ...(after !== undefined && { after }),
});

/** A page answered: the items and, if there are more, the bookmark of the next page. */
export const pageOf = <T extends z.core.$ZodType>(item: T) =>
  z.strictObject({ items: z.array(item).max(100), next: z.string().max(2048).optional() });

/** The operation behind a name on the wire, and whether the name is its batch form. */
export function operationNamed(api: Api, name: string): { operation: Operation; batch: boolean } | undefined {
  const operation = Object.hasOwn(api.operations, name) ? api.operations[name] : undefined;
  if (operation) return { operation, batch: false };
  const single = name.endsWith('Many') ? name.slice(0, -4) : '';
  const many = Object.hasOwn(api.operations, single) ? api.operations[single] : undefined;
  return many?.many ? { operation: many, batch: true } : undefined;
}

/** The operations of an api that were once called in that room, by the name that they had there. */
export const formersOf = ({ operations }: Api, room: string): [former: string, name: string][] =>
  Object.entries(operations).flatMap(([name, { formerly }]) =>
    formerly?.startsWith(`${room}.`) ? [[formerly.slice(room.length + 1), name] as [string, string]] : [],
  );

/** Every name that may be called: the operations and their batch forms. */
export const namesOf = (api: Api): string[] =>
  Object.entries(api.operations).flatMap(([name, operation]) =>
    operation.many ? [name, `${name}Many`] : [name],
  );

/** An operation under the name by which it is called: itself, or its batch form. */
export interface Entry {
  readonly room: string;
  readonly name: string;
  readonly operation: Operation;
  readonly batch: boolean;
  readonly request: z.core.$ZodType;
  readonly response: z.core.$ZodType;
}

/** What may be called under a name, with the schemas of that form. */
export function entryOf(api: Api, name: string): Entry | undefined {
  const found = operationNamed(api, name);
  if (!found) return undefined;
  const { operation, batch } = found;
  const most = operation.many ?? 1;
  return {
    room: api.room,
    name,
    operation,
    batch,
    request: batch
      ? z.strictObject({ items: z.array(operation.request).min(1).max(most) })
      : operation.request,
    response: batch ? z.strictObject({ results: z.array(operation.response).max(most) }) : operation.response,
  };
}

/** All that may be called of an api, batch forms too. */
export const entriesOf = (api: Api): Entry[] => namesOf(api).flatMap((name) => entryOf(api, name) ?? []);
