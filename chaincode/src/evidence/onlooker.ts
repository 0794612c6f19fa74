import { holdersDuring } from '../consent/access';
import { type Grant, grants } from '../consent/records';
import { statusOf } from '../consent/rules';
import type { TxOf } from '../kit/tx';
import { type Vehicle, vehicles } from '../vehicle/records';
import { type Title, titleKey, titles } from '../vehicle/registry';
import type { Onlooker } from './seen';

/** What tells whose data an anchor is. */
export const around = { vehicles, titles, grants };
type Reading = TxOf<'evaluate', typeof around>;

/** Holdings of the title, and grants, that are looked through. */
const MOST = 16;

export async function onlookerOf(tx: Reading, vin: string): Promise<Onlooker> {
  const { role } = tx.caller;
  const is = (party: string) => tx.is(party);
  const vehicle = await tx.vehicles.find(vin);
  const watches = role === 'registrar' || role === 'auditor';
  if (watches || !vehicle) return { all: watches, holds: false, held: () => false, is };
  const all = is(vehicle.manufacturer ?? '-') || (await isGranted(tx, vehicle));
  const held = all ? [] : await latest(tx, vehicle);
  return {
    all,
    holds: is(vehicle.owner ?? '-'),
    held: (fromTime, untilTime) => holdersDuring(held, { fromTime, untilTime }).some(is),
    is,
  };
}

async function latest(tx: Reading, { vin, owners }: Vehicle): Promise<Title[]> {
  const first = Math.max(1, owners - MOST + 1);
  const numbers = Array.from({ length: owners - first + 1 }, (_, no) => titleKey(vin, first + no));
  return (await tx.titles.findMany(numbers)).filter((one): one is Title => one !== undefined);
}

async function isGranted(tx: Reading, { vin, owners }: Vehicle): Promise<boolean> {
  const opens = (one: Grant) => tx.is(one.terms.grantee) && ['granted', 'used'].includes(statusOf(one, owners, tx.now));
  let after: string | undefined;
  for (let page = 0; page < MOST; page++) {
    const { items, next } = await tx.grants.list({ size: 100, ...(after !== undefined && { after }) }, vin);
    if (items.some(opens)) return true;
    if (next === undefined) return false;
    after = next;
  }
  return false;
}
