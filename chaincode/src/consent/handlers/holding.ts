import type { Tx } from '../../kit/tx';
import { type Title, titleKey } from '../../vehicle/records/title';
import { consentEvents } from '../events';
import { epochOf, turn, type Turned } from '../rules/key';
import type { ReadTx, WriteTx } from '../tables';

/** Holdings of the title that are looked through for the time of the data. */
const MOST_HOLDERS = 16;

/** The latest holdings of the title, oldest first. */
export async function latestTitles(tx: ReadTx | WriteTx, vin: string): Promise<Title[]> {
  const { owners } = await tx.vehicles.get(vin);
  const first = Math.max(1, owners - MOST_HOLDERS + 1);
  const numbers = Array.from({ length: owners - first + 1 }, (_, no) => titleKey(vin, first + no));
  return (await tx.titles.findMany(numbers)).filter((one): one is Title => one !== undefined);
}

/** The same for whoever is among their holders. */
export async function ownTitles(tx: ReadTx | WriteTx, vin: string): Promise<Title[]> {
  const latest = await latestTitles(tx, vin);
  tx.mustBe('a present or former holder of the title', ...latest.map(({ holder }) => holder));
  return latest;
}

/**
 * Begins a new epoch of the data key: keys handed out before open nothing recorded from now on. Answers the
 * epoch.
 */
export async function rotateKey(
  tx: WriteTx,
  vin: string,
  titleNo: number,
  before: Turned | undefined,
): Promise<string> {
  const turned = turn(vin, titleNo, before);
  const epoch = epochOf(titleNo, turned);
  await tx.turns.put(turned);
  tx.tell(consentEvents.DataKeyTurned, { vin, epoch });
  return epoch;
}

export const isAuthority = ({ caller }: Tx): boolean =>
  caller.role === 'registrar' || caller.role === 'auditor';
export const act = (tx: Tx) => ({ by: tx.caller.member, at: tx.now });
