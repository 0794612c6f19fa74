import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { follow, type Source, Store, type Where } from '@roadbook/copy';
import { Chain, type Committed, openWorld } from '@roadbook/ledger';
import { castOf } from '../../stories/cast';
import { firstCar, setTheStage } from '../../stories/firstcar';
import { nextOwner, openTheMarket } from '../../stories/nextowner';

/**
 * Measures how fast blocks become rows: the transactions of both stories, again and again under other keys,
 * first in the embedded database and, where ROADBOOK_COPY_DATABASE names an empty one, in PostgreSQL.
 * `npm run measure:copy [cars]`.
 */
async function measure(cars: number): Promise<void> {
  process.env.CORE_CHAINCODE_LOGGING_LEVEL = 'CRITICAL';
  const chain = await chainOf(cars);
  const bytes = chain.blocks.reduce((sum, block) => sum + block.length, 0);
  console.log(`${cars} cars: ${chain.blocks.length} blocks, ${Math.round(bytes / 1e6)} MB`);
  const folder = mkdtempSync(join(tmpdir(), 'roadbook-measure-'));
  await row('PGlite', { folder: join(folder, 'data') }, chain);
  rmSync(folder, { recursive: true });
  const { ROADBOOK_COPY_DATABASE: postgres } = process.env;
  if (postgres) await row('PostgreSQL', { postgres }, chain);
  else console.log('PostgreSQL: not measured, ROADBOOK_COPY_DATABASE names none');
}

async function row(name: string, where: Where, { blocks }: Chain): Promise<void> {
  const store = await Store.open(where);
  const began = performance.now();
  const source: Source = {
    height: async () => BigInt(blocks.length),
    block: async (number) => blocks[Number(number)],
    heard: async function* () {},
  };
  const follower = follow({
    ...{
      source: async () => source,
      store,
      chaincode: 'roadbook',
      other: 'refuse',
      now: () => performance.now(),
    },
    warn: (why) => console.log(why),
  });
  while (follower.progress().height < BigInt(blocks.length)) await sleep(5);
  const seconds = (performance.now() - began) / 1_000;
  const { keys } = follower.progress();
  await follower.stop();
  await store.close();
  console.log(
    `${name}: ${keys} keys of ${blocks.length} blocks in ${seconds.toFixed(1)} s: ${Math.round(keys / seconds)} keys/s, ` +
      `peak ${peak()} MB of memory`,
  );
}

/** Most memory that this process had, where the system tells it. */
function peak(): string {
  try {
    const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return String(Math.round(Number(kilobytes) / 1_000));
  } catch {
    return '?';
  }
}

/** Transactions of one block. */
const A_BLOCK = 50;

async function chainOf(cars: number): Promise<Chain> {
  const told: Committed[] = [];
  const { be, ledger } = await openWorld({ written: (block) => void told.push(...block) });
  Object.defineProperty(ledger, 'now', { get: () => Date.now() });
  const cast = await castOf(async (member, role) => (await be(member, role)).on);
  const silent = () => {};
  await setTheStage(cast);
  const vin = await firstCar(cast, 1, silent);
  await openTheMarket(cast);
  await nextOwner(cast, 1, vin, silent);
  const all = Array.from({ length: cars }, (_, car) => told.map((one) => another(one, car))).flat();
  const chain = new Chain();
  for (let at = 0; at < all.length; at += A_BLOCK) chain.add(all.slice(at, at + A_BLOCK));
  return chain;
}

/** The same transaction under other keys. */
function another({ transaction, verdict }: Committed, car: number): Committed {
  const writes = new Map(
    [...transaction.set.writes].map(([key, value]) => [`${key.slice(0, -1)}~${car}\u0000`, value]),
  );
  const txId = `${car.toString(16).padStart(8, '0')}${transaction.txId.slice(8)}`;
  return { transaction: { ...transaction, txId, set: { ...transaction.set, writes } }, verdict };
}

void measure(Number(process.argv[2] ?? 500));
