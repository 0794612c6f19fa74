import { demand } from '../../kit/errors';
import type { poolOperations } from '../api/pool';
import { poolErrors } from '../errors';
import { poolEvents } from '../events';
import type { Pool } from '../records/pool';
import { mustBeSpread } from '../rules/eligibility';
import { poolFactor } from '../rules/metrics';
import { mustFit, notesOf, standingAtStart } from '../rules/pool';
import { callPrice, mayCall } from '../rules/trigger';
import { pay } from '../../payment/door';
import { poolLife } from '../life';
import type { PoolHandlers, Writing } from '../tables';

/** A pool as a whole: opened, sold, issued, called. */
export const poolHandlers: PoolHandlers<typeof poolOperations> = {
  async open(tx, { poolId, depositor, trustee, cutOff, structure, eligibility }) {
    const originator = tx.caller.org;
    demand(new Set([originator, depositor, trustee]).size === 3, poolErrors.POOL_SIDES_WRONG, {});
    mustFit(structure);
    const pool: Pool = {
      ...{ poolId, originator, servicer: originator, depositor, trustee, currency: structure.currency },
      ...{ status: 'gathering', cutOff, openedAt: tx.now, assets: 0, balance: 0n },
    };
    await tx.pools.put(pool);
    await tx.poolTerms.put({ poolId, structure, eligibility });
    tx.tell(poolEvents.PoolOpened, { poolId, originator, depositor, trustee });
    return pool;
  },
  offer(tx, { concentration }, { on: pool, terms: { structure, eligibility } }) {
    const wanted = notesOf(structure);
    demand(pool.balance >= wanted, poolErrors.POOL_TOO_SMALL, {
      balance: `${pool.balance}`,
      wanted: `${wanted}`,
    });
    mustBeSpread(concentration, pool.balance, eligibility);
    return save(tx, { ...pool, status: poolLife.step('offer', pool.status) });
  },
  reopen: (tx, _request, { on: pool }) => save(tx, { ...pool, status: poolLife.step('reopen', pool.status) }),
  buy: (tx, _request, { on: pool }) => save(tx, { ...pool, status: poolLife.step('buy', pool.status) }),
  async issue(tx, { poolId, on }, { on: pool, terms: { structure } }) {
    demand(on > pool.cutOff, poolErrors.PAYMENT_DATE_WRONG, { on, after: pool.cutOff });
    const issued = {
      ...pool,
      status: poolLife.step('issue', pool.status),
      closedOn: on,
      standing: standingAtStart(structure, pool),
      ...{ netLoss: 0n, recovered: 0n, repurchases: 0n },
    };
    for (const { name, amount } of structure.classes)
      await tx.holdings.put({ poolId, noteClass: name, holder: pool.depositor, units: amount });
    tx.tell(poolEvents.NotesIssued, { poolId, balance: pool.balance, notes: notesOf(structure) });
    return save(tx, issued);
  },
  cancel: (tx, _request, { on: pool }) => save(tx, { ...pool, status: poolLife.step('cancel', pool.status) }),
  declareDefault(tx, _request, { on: pool }) {
    const { standing } = pool;
    return save(tx, standing ? { ...pool, standing: { ...standing, defaulted: true } } : pool);
  },
  async call(tx, { poolId, paymentId, amount, lots }, { on: pool, terms: { structure } }) {
    const now = pool.standing?.pool ?? pool.balance;
    demand(mayCall(structure, now, pool.balance), poolErrors.NOT_CALLABLE, {
      factor: `${poolFactor(now, pool.balance)}`,
      limit: `${BigInt(structure.cleanUpPpm ?? 0) * 1000n}`,
    });
    const price = pool.standing ? callPrice(pool.standing) : now;
    const isEnough = amount.currency === pool.currency && amount.amount >= price;
    demand(isEnough, poolErrors.CALL_PRICE_SHORT, { price: `${price}`, currency: pool.currency });
    const to = [{ party: pool.trustee, amount }];
    await pay(tx, { paymentId, from: pool.servicer, lots, to, about: { room: 'pool', id: poolId } });
    const repurchases = (pool.repurchases ?? 0n) + amount.amount;
    return save(tx, { ...pool, repurchases, status: poolLife.step('call', pool.status) });
  },
  read: (_tx, _request, { on: pool }) => Promise.resolve(pool),
  readTerms: (_tx, _request, { terms }) => Promise.resolve(terms),
  listPools: (tx, { originator, ...page }) => tx.pools.listBy('originator', [originator], page),
};

/** Saves a pool and tells what it is now. */
export async function save(tx: Writing, pool: Pool): Promise<Pool> {
  await tx.pools.put(pool);
  tx.tell(poolEvents.PoolChanged, { poolId: pool.poolId, status: pool.status });
  return pool;
}
