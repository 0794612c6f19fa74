import type { Looking, Tx } from '../../kit/tx';
import { ownersOf, type Vehicle } from '../records/vehicle';
import type { Reader } from '../records/view';
import { isGranted } from '../rules/question';

interface ReadTx extends Tx, Looking {
  readonly vehicles: { find(...id: string[]): Promise<Vehicle | undefined> };
}

/** The category of a grant that opens the record of the vehicle on the ledger. */
const HISTORY = 'history';

/** What the caller is to a vehicle by the record alone. */
export function ownReader(tx: Pick<Tx, 'caller' | 'is'>, vehicle: Pick<Vehicle, 'owner' | 'shared'>): Reader {
  const { role } = tx.caller;
  return {
    all: role === 'registrar' || role === 'auditor' || ownersOf(vehicle).some((one) => tx.is(one)),
    is: (party) => tx.is(party),
  };
}

/** The same with the owner's grants. */
export async function readerOf(tx: ReadTx, vin: string): Promise<Reader> {
  const vehicle = await tx.vehicles.find(vin);
  const side = ownReader(tx, vehicle ?? {});
  return side.all || !vehicle ? side : { ...side, all: await tx.ask(isGranted, vehicle, HISTORY) };
}
