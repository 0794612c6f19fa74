import { apis } from '@roadbook/chaincode/api';
import type { Home } from '../home';
import { say } from '../say';
import { carsFor, loanRows, makeCars, prepare, tellOneCar } from './cars';
import { type Cast, closeCast, openCast } from './cast';
import { lossRows } from './losses';
import { partRows } from './parts';
import { moneyRows, openTill, type Till } from './purses';
import { type Row, rowOf } from './row';
import { stockRows } from './stock';

export type Wish = {
  readonly inFlight: number;
  /** Batches under way at once: each carries a hundred operations or more. */
  readonly batches: number;
  readonly payers: number;
  readonly only: readonly string[];
};

export type Plan = {
  readonly rows: readonly Row[];
  readonly skipped: readonly string[];
  readonly till?: Till;
  readonly close: () => Promise<void>;
};

const POLICIES = 400;
/** Rows of rooms that a ledger may not have. */
const awaited = [
  ['service', 'booking confirmation'],
  ['evidence', "anchoring a device's 10,000 readings in one root"],
] as const;

/** Prepares the data of every row that is wanted; what takes long is said. */
export async function openPlan(home: Home, wish: Wish): Promise<Plan> {
  const { inFlight, batches, payers, only } = wish;
  const wanted = (name: string) => only.length === 0 || only.includes(name.split('×')[0] ?? '') || only.includes(name);
  const sizesOf = (name: string, sizes: readonly number[]) => sizes.filter((size) => wanted(`${name}×${size}`));
  const cast = await openCast(home, Date.now().toString(36), inFlight);
  const stock = stockRows(home, cast.mark, inFlight);
  const rows: Row[] = [...stock.rows];
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const made = await work();
    say(`  prepared ${what} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return made;
  };
  await prepare(cast);
  rows.push(...partRows(cast, batches, sizesOf('capture', [100, 200])));
  const repaid = sizesOf('repay', [100]);
  const loans = wanted('repay') || repaid.length > 0 ? Math.max(inFlight * 2, batches * Math.max(0, ...repaid)) : 0;
  const needsCars = loans > 0 || wanted('notify');
  const vins = needsCars ? await timed('cars', () => makeCars(cast, Math.max(20, carsFor(loans)))) : [];
  if (wanted('notify')) rows.push(...(await timed(`${POLICIES} policies`, () => lossRows(cast, vins, POLICIES))));
  if (loans > 0) rows.push(...(await timed(`${loans} loans`, () => loanRows(cast, vins, batches, repaid))));
  const moved = sizesOf('transfer', [100]);
  if (wanted('transfer') || moved.length > 0) rows.push(...(await timed('money', () => moneyRows(cast, batches, moved))));
  if (wanted('trust')) rows.push(await timed('a car with a history', () => trustRow(cast)));
  const till = wanted('hot') ? await timed(`${payers} payers`, () => openTill(cast, payers)) : undefined;
  if (till) rows.push(till.row);
  return {
    rows: rows.filter(({ name }) => name === 'stock' || wanted(name)).toSorted((left, right) => rank(left) - rank(right)),
    skipped: awaited.filter(([room]) => !Object.hasOwn(apis, room)).map(([room, what]) => `${what} (there is no room ${room})`),
    ...(till && { till }),
    close: async () => {
      stock.close();
      await till?.close();
      await closeCast(cast);
    },
  };
}

const order: readonly Row['sort'][] = ['stock', 'single', 'query', 'batch', 'hot'];
const rank = ({ sort }: Row): number => order.indexOf(sort);

async function trustRow(cast: Cast): Promise<Row> {
  const vin = await tellOneCar(cast);
  const { registrar, inFlight } = cast;
  const act = async () => {
    await registrar.vehicle.trust({ vin });
    return 1;
  };
  return rowOf({ name: 'trust', says: "query a vehicle's trust chain (one peer)", sort: 'query', inFlight, act });
}
