/** Rooms whose name has no plural. */
type Uncountable = 'audit' | 'evidence' | 'loyalty' | 'identity' | 'road';

/** The name of a room as a role speaks of it: `loan` is `loans`, `policy` is `policies`. */
export type Plural<Room extends string> = Room extends Uncountable
  ? Room
  : Room extends `${infer Stem}y`
    ? `${Stem}ies`
    : `${Room}s`;

const UNCOUNTABLE: Readonly<Record<Uncountable, true>> = {
  audit: true,
  evidence: true,
  loyalty: true,
  identity: true,
  road: true,
};

/** {@link Plural} at run time. */
export function plural<Room extends string>(room: Room): Plural<Room> {
  if (Object.hasOwn(UNCOUNTABLE, room)) return room as Plural<Room>;
  return (room.endsWith('y') ? `${room.slice(0, -1)}ies` : `${room}s`) as Plural<Room>;
}
