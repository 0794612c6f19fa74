import type { Page } from '../kit/api';
import type { Tx } from '../kit/tx';
import type { Grant } from '../consent/records';
import { statusOf } from '../consent/rules';
import type { Vehicle } from './records';
import type { Reader } from './seen';

/** Reads the grants of a vehicle, page by page. */
interface Granted extends Tx {
  readonly vehicles: { find(...id: string[]): Promise<Vehicle | undefined> };
  readonly grants: {
    list(page: Page, ...prefix: string[]): Promise<{ readonly items: readonly Grant[]; readonly next?: string }>;
  };
}

/** The category of a grant that opens the record of the vehicle on the ledger. */
export const HISTORY = 'history';
/** Grants that are looked through. */
const PAGES = 5;

/** What the caller is to a vehicle by the record alone. */
export function sideOf(tx: Tx, { owner }: Pick<Vehicle, 'owner'>): Reader {
  const { role } = tx.caller;
  return { all: role === 'registrar' || role === 'auditor' || tx.is(owner ?? '-'), is: (party) => tx.is(party) };
}

/** The same with the owner's grants. */
export async function readerOf(tx: Granted, vin: string): Promise<Reader> {
  const vehicle = await tx.vehicles.find(vin);
  const side = sideOf(tx, vehicle ?? {});
  return side.all || !vehicle ? side : { ...side, all: await isGranted(tx, vehicle) };
}

async function isGranted(tx: Granted, { vin, owners }: Vehicle): Promise<boolean> {
  let after: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { items, next } = await tx.grants.list({ size: 100, ...(after !== undefined && { after }) }, vin);
    const opens = (one: Grant) =>
      one.terms.categories.includes(HISTORY) &&
      tx.is(one.terms.grantee) &&
      ['granted', 'used'].includes(statusOf(one, owners, tx.now));
    if (items.some(opens)) return true;
    if (next === undefined) return false;
    after = next;
  }
  return false;
}
