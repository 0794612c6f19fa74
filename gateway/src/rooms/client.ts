import type { apis, ClientOf } from '@roadbook/chaincode/api';
import type { Plural } from './plural';

// After compiling, `src/typed` writes over the declaration of this file the same types written out, where each
// operation and each field has its sentence: an editor shows those.

/**
 * The typed client of every room, by its name: `rooms.loan.repay({...})`. Derived from the typed apis, so a
 * new room appears by itself.
 */
export type Rooms = { readonly [Room in keyof typeof apis]: ClientOf<(typeof apis)[Room]> };

type Apis = typeof apis;
type By<Room extends keyof Apis, Name> = Name extends keyof Apis[Room]['operations']
  ? Apis[Room]['operations'][Name] extends { readonly by: readonly (infer Who)[] }
    ? Who
    : never
  : Name extends `${infer Single}Many`
    ? By<Room, Single>
    : never;
type NamesFor<Room extends keyof Apis, Who extends string> = {
  [Name in keyof Rooms[Room]]: Extract<By<Room, Name>, Who> extends never ? never : Name;
}[keyof Rooms[Room]];

/**
 * What callers with one of these roles may call, room by room; rooms in which they may call nothing are
 * absent.
 */
export type RoleClient<Who extends string> = {
  readonly [Room in keyof Apis as NamesFor<Room, Who> extends never ? never : Plural<Room>]: Pick<
    Rooms[Room],
    NamesFor<Room, Who>
  >;
};
