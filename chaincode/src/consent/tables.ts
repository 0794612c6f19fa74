import { anchors } from '../evidence/records/anchor';
import { devices } from '../evidence/records/device';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { Tx, TxOf } from '../kit/tx';
import { moneyTables } from '../payment/records/money';
import { births } from '../vehicle/records/birth';
import { vehicles } from '../vehicle/records/vehicle';
import { type Title, titleKey, titles } from '../vehicle/records/registry';
import { consentEvents } from './events';
import { epochOf, turn } from './rules/key';
import { accesses, deletions, grants, notices, orders, turns, wrappedKeys } from './records';
import { type Holding, holdingOf } from './rules/grant';

/** Own tables first; of others the title and the anchors are read, and money moves to the owner where a grant has a price. */
export const tables = {
  grants,
  accesses,
  orders,
  notices,
  deletions,
  turns,
  wrappedKeys,
  vehicles,
  titles,
  anchors,
  devices,
  births,
  ...moneyTables,
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;
export type Wiring<Ops extends Record<string, Operation>> = Handlers<Api<'consent', Ops>, typeof tables>;

/** The present holding of a vehicle's title. */
export const holding = async (tx: Reading | Writing, vin: string): Promise<Holding> => holdingOf(await tx.vehicles.get(vin));

/** The holding, of which the caller is the owner. */
export async function ownHolding(tx: Writing, vin: string): Promise<Holding> {
  const held = await holding(tx, vin);
  tx.mustBe('the holder of the title', held.owner);
  return held;
}

/** Holdings of the title that are looked through for the time of the data. */
const MOST_HOLDERS = 16;

/** The latest holdings of the title, oldest first. */
export async function latestTitles(tx: Reading | Writing, vin: string): Promise<Title[]> {
  const { owners } = await tx.vehicles.get(vin);
  const first = Math.max(1, owners - MOST_HOLDERS + 1);
  const numbers = Array.from({ length: owners - first + 1 }, (_, no) => titleKey(vin, first + no));
  return (await tx.titles.findMany(numbers)).filter((one): one is Title => one !== undefined);
}

/** The same for whoever is among their holders. */
export async function ownTitles(tx: Reading | Writing, vin: string): Promise<Title[]> {
  const latest = await latestTitles(tx, vin);
  tx.mustBe('a present or former holder of the title', ...latest.map(({ holder }) => holder));
  return latest;
}

/** Begins a new epoch of the data key: keys handed out before open nothing recorded from now on. Answers the epoch. */
export async function turnKey(tx: Writing, vin: string, titleNo: number): Promise<string> {
  const turned = turn(vin, titleNo, await tx.turns.find(vin));
  const epoch = epochOf(titleNo, turned);
  await tx.turns.put(turned);
  tx.tell(consentEvents.DataKeyTurned, { vin, epoch });
  return epoch;
}

export const isAuthority = ({ caller }: Tx): boolean => caller.role === 'registrar' || caller.role === 'auditor';
export const act = (tx: Tx) => ({ by: tx.caller.member, at: tx.now });
