// What is kept: every table of every room, for who reads the records of the ledger elsewhere. No Fabric library.
import { tables as claim } from './claim/tables';
import { tables as complaint } from './complaint/tables';
import { tables as consent } from './consent/tables';
import { tables as coupon } from './coupon/tables';
import { tables as evidence } from './evidence/tables';
import { tables as identity } from './identity/tables';
import type { AnyTable } from './kit/table';
import { tables as loan } from './loan/tables';
import { tables as loyalty } from './loyalty/tables';
import { tables as member } from './member/tables';
import { tables as merchant } from './merchant/tables';
import { tables as order } from './order/tables';
import { tables as part } from './part/tables';
import { tables as payment } from './payment/tables';
import { tables as policy } from './policy/tables';
import { tables as pool } from './pool/tables';
import { tables as rental } from './rental/tables';
import { tables as sale } from './sale/tables';
import { tables as service } from './service/tables';
import { tables as signing } from './signing/tables';
import { tables as vehicle } from './vehicle/tables';

export { type AnyTable, listsOf, type SecretSpec, type TableSpec } from './kit/table';

/** Lowest room first, as in `rooms.ts`: a room reads tables of those before it. */
const inOrder: readonly (readonly [room: string, tables: Readonly<Record<string, unknown>>])[] = [
  ['member', member],
  ['part', part],
  ['vehicle', vehicle],
  ['identity', identity],
  ['payment', payment],
  ['policy', policy],
  ['loan', loan],
  ['evidence', evidence],
  ['consent', consent],
  ['merchant', merchant],
  ['loyalty', loyalty],
  ['coupon', coupon],
  ['service', service],
  ['claim', claim],
  ['sale', sale],
  ['rental', rental],
  ['pool', pool],
  ['complaint', complaint],
  ['signing', signing],
  ['order', order],
];

/** A table with the room that keeps it and its name there. */
export interface Kept {
  readonly room: string;
  readonly name: string;
  readonly table: AnyTable;
}

const seen = new Set<string>();

/** Every table of the ledger, once: under the lowest room that names it, which is the one that keeps it. */
export const everyTable: readonly Kept[] = inOrder
  .flatMap(([room, tables]) =>
    Object.entries(tables).map(([name, table]): Kept => ({ room, name, table: table as AnyTable })),
  )
  .filter(({ table }) => !seen.has(table.kind) && seen.add(table.kind));
