import type { Looking, Tx } from '../../kit/tx';
import { MAX_VINS } from '../../part/records/trace';
import type { ReadTx as Reading } from '../tables';
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

type Naming = Pick<Reading, 'births' | 'namedThings'>;

/** Which vehicles some things are: one message for all of them, and one more where certificates differ. */
export async function vinsIn(
  { births, namedThings }: Naming,
  epcs: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await namedThings.findMany(epcs.map((epc) => [epc]));
  const known = new Map<string, readonly string[]>();
  for (const named of found) {
    if (!named) continue;
    const { epc, vin, several } = named;
    const all = several ? (await births.listBy('epc', [epc], { size: MAX_VINS })).items : [{ vin }];
    known.set(
      epc,
      all.map((one) => one.vin),
    );
  }
  return known;
}
