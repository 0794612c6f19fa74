import { holdersDuring, isGranted } from '../../vehicle/door';
import type { TxOf } from '../../kit/tx';
import { ownersOf, type Vehicle } from '../../vehicle/records/vehicle';
import { type Title, titleKey } from '../../vehicle/records/title';
import type { AnchorReader } from '../rules/view';
import type { ownerTables } from '../tables';

type OwnerTx = TxOf<'evaluate', typeof ownerTables>;

/** Holdings of the title that are looked through. */
const MOST = 16;

export async function readerOf(tx: OwnerTx, vin: string): Promise<AnchorReader> {
  const { role } = tx.caller;
  const is = (party: string) => tx.is(party);
  const vehicle = await tx.vehicles.find(vin);
  const watches = role === 'registrar' || role === 'auditor';
  if (watches || !vehicle) return { all: watches, holds: false, held: () => false, is };
  const all = is(vehicle.manufacturer ?? '-') || (await tx.ask(isGranted, vehicle));
  const held = all ? [] : await latest(tx, vehicle);
  return {
    all,
    holds: ownersOf(vehicle).some(is),
    held: (fromTime, untilTime) => holdersDuring(held, { fromTime, untilTime }).some(is),
    is,
  };
}

async function latest(tx: OwnerTx, { vin, owners }: Vehicle): Promise<Title[]> {
  const first = Math.max(1, owners - MOST + 1);
  const numbers = Array.from({ length: owners - first + 1 }, (_, no) => titleKey(vin, first + no));
  return (await tx.titles.findMany(numbers)).filter((one): one is Title => one !== undefined);
}
