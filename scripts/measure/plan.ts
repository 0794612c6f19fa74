import type { Home } from '../home';
import { say, seconds } from '../say';
import { bookingRows } from './rows/bookings';
import { carsFor, loanRows, makeCars, prepare, tellOneCar } from './rows/loans';
import { type Cast, closeCast, openCast } from './cast';
import { deviceRows } from './rows/anchors';
import { lossRows } from './rows/claims';
import { partRows } from './rows/parts';
import { pointRows } from './rows/points';
import { moneyRows, openTill, type Till } from './rows/payments';
import { mixedOf, type Row, rowOf } from './row';
import { siegeRows } from './rows/hostility';
import { stockRows } from './rows/stock';

/** Every row that there is, with the sizes of its batches. */
export const rowNames = {
  ...{
    'stock-samples': [],
    stock: [],
    'stock-native': [],
    capture: [100, 200],
    notify: [],
    repay: [100],
    transfer: [100],
  },
  ...{ mixed: [], book: [], earn: [], redeem: [], anchor: [], together: [10, 50, 100] },
  ...{ trust: [], hot: [], calm: [], siege: [] },
} as const;

export type Wish = {
  readonly inFlight: number;
  /** Batches under way at once: each carries a hundred operations or more. */
  readonly batches: number;
  readonly payers: number;
  /** Names of rows, or of one batch as `capture×100`; all if empty. */
  readonly only: readonly string[];
};

export type Plan = {
  readonly rows: readonly Row[];
  readonly till?: Till;
  readonly close: () => Promise<void>;
};

const POLICIES = 400;
/** What a mixed load is made of. */
const MIXED: readonly string[] = ['capture', 'notify', 'repay', 'transfer'];

/** The operation of a row, whatever its batch; the siege, wherever the attackers are. */
export const baseOf = (name: string): string => name.replace(/(×\d+|-single|-away|-line)$/, '');

/** Prepares the data of every row that is wanted, in bulk where the api has it; says how long it took. */
export async function openPlan(home: Home, wish: Wish): Promise<Plan> {
  const { inFlight, batches, payers, only } = wish;
  const asked = (name: string) => only.length === 0 || only.includes(name) || only.includes(baseOf(name));
  const mixes = asked('mixed');
  const wanted = (name: string) => asked(name) || (mixes && MIXED.includes(name));
  const sizesOf = (name: 'capture' | 'repay' | 'transfer' | 'together') =>
    rowNames[name].filter((size) => asked(`${name}×${size}`));
  const has = (name: 'repay' | 'transfer') =>
    wanted(name) || wanted(`${name}-single`) || sizesOf(name).length > 0;
  const cast = await openCast(home, Date.now().toString(36), inFlight);
  const stock = stockRows(home, cast.mark, inFlight);
  const rows: Row[] = [...stock.rows, ...partRows(cast, batches, sizesOf('capture'))];
  const add = async (what: string, work: () => Promise<readonly Row[]>) => {
    const began = performance.now();
    rows.push(...(await work()));
    say(`  prepared ${what} in ${seconds(began)}`);
  };
  await prepare(cast);
  const loans = has('repay') ? Math.max(inFlight * 2, batches * Math.max(0, ...sizesOf('repay'))) : 0;
  const vins = await makeCars(cast, Math.max(20, carsFor(loans)));
  const lists = sizesOf('together');
  let losses: Awaited<ReturnType<typeof lossRows>> | undefined;
  if (wanted('notify') || wanted('notify-single') || lists.length > 0)
    await add(`${POLICIES} policies`, async () => {
      losses = await lossRows(cast, vins, POLICIES);
      return losses.rows;
    });
  if (loans > 0)
    await add(`${loans} loans`, () => loanRows(cast, vins, loans, { batches, sizes: sizesOf('repay') }));
  if (has('transfer') || lists.length > 0)
    await add('money', () => {
      const both = losses ? { sizes: lists, notice: losses.notice } : undefined;
      return moneyRows(cast, batches, sizesOf('transfer'), both);
    });
  if (mixes)
    rows.push(
      mixedOf(
        rows.filter(({ name }) => MIXED.includes(name)),
        inFlight,
      ),
    );
  if (wanted('book')) await add('a car wash', () => bookingRows(cast, vins));
  if (wanted('redeem') || wanted('earn')) await add('coupons', () => pointRows(cast));
  if (wanted('anchor')) await add('devices', () => deviceRows(cast, vins));
  if (wanted('trust')) await add('a car with a history', () => trustRows(cast));
  let lift = () => {};
  const besieged = ['siege', 'siege-away', 'siege-line'].some(wanted);
  if (wanted('calm') || besieged)
    await add('a server', async () => {
      const siege = await siegeRows(cast);
      lift = siege.close;
      return siege.rows;
    });
  let till: Till | undefined;
  if (wanted('hot'))
    await add(`${payers} payers`, async () => {
      till = await openTill(cast, payers);
      return [till.row];
    });
  await losses?.ready();
  return {
    rows: rows
      .filter(({ name }) => name === 'stock' || asked(name) || (name === 'calm' && besieged))
      .toSorted((left, right) => rank(left) - rank(right)),
    ...(till && { till }),
    close: async () => {
      stock.close();
      lift();
      await till?.close();
      await closeCast(cast);
    },
  };
}

const order: readonly Row['sort'][] = [
  'stock',
  'felt',
  'single',
  'other',
  'query',
  'together',
  'batch',
  'hot',
];
const rank = ({ sort }: Row): number => order.indexOf(sort);

/** The trust chain of a car whose story was told. */
async function trustRows(cast: Cast): Promise<Row[]> {
  const vin = await tellOneCar(cast);
  const act = async () => {
    await cast.registrar.trust.read({ vin });
    return 1;
  };
  return [
    rowOf({
      name: 'trust',
      says: "query a vehicle's trust chain",
      sort: 'query',
      inFlight: cast.inFlight,
      act,
    }),
  ];
}
