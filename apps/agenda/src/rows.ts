import { type Due, everyApi, type Kept } from '@roadbook/chaincode/api';

/** A row of what falls due, with the room that states it. */
export interface Row {
  readonly room: string;
  readonly due: Due;
  /** Tells the rows of a room apart. */
  readonly place: number;
}

/** What all rooms state that falls due. */
export const rows: readonly Row[] = everyApi.flatMap(({ room, dues = [] }) =>
  dues.map((due, place) => ({ room, due, place })),
);

const group = <T>(all: readonly T[], kindOf: (one: T) => string): ReadonlyMap<string, readonly T[]> =>
  Map.groupBy(all, kindOf);

/** The rows by the kind of record that they are stated of. */
export const rowsOf = group(rows, ({ due }) => due.table.kind);
/** What rows look at, by the kind of record. */
export const looksOf: ReadonlyMap<string, readonly Kept[]> = group(
  rows.flatMap(({ due }) => due.looks),
  ({ table }) => table.kind,
);
/** The rows that look at records of a kind. */
export const lookersOf: ReadonlyMap<string, readonly Row[]> = new Map(
  [...looksOf.keys()].map((kind) => [
    kind,
    rows.filter(({ due }) => due.looks.some(({ table }) => table.kind === kind)),
  ]),
);
