import { demand, refuse } from '../../kit/errors';
import { of } from '../../kit/value/money';
import { addDays, dayOf, isAfter, startOf } from '../../kit/value/time';
import { payoffToday, servicedAt } from '../../loan/door';
import type { Loan } from '../../loan/records/loan';
import { pay } from '../../payment/door';
import type { pledgeOperations } from '../api/pledge';
import { poolErrors } from '../errors';
import { poolEvents } from '../events';
import { pledgeLife } from '../life';
import type { Pledge } from '../records/asset';
import type { Pool } from '../records/pool';
import { mustBeEligible, mustMeetFacts, needsFacts } from '../rules/eligibility';
import { doneBy } from '../rules/month';
import { nextNumber } from '../rules/pool';
import type { PoolHandlers, Writing } from '../tables';

/** The pledge of one loan: into a pool, out of it, bought back. */
export const pledgeHandlers: PoolHandlers<typeof pledgeOperations> = {
  keepFacts(tx, { loanId }, { secret, loan, terms: { eligibility } }) {
    mustMeetFacts(loan, secret, eligibility);
    return tx.assetFacts.keep(secret, loanId);
  },
  async pledge(tx, { poolId, loanId, factsSeal }, { on: pool, loan, before, terms: { eligibility } }) {
    tx.mustBe('the lender of the loan', loan.lender);
    if (before?.status === 'pledged') {
      demand(before.poolId === poolId, poolErrors.LOAN_POOLED, { loanId, poolId: before.poolId });
      return before;
    }
    if (before) tx.take(pledgeLife.pledge, before);
    const isOver = isAfter(tx.now, startOf(addDays(pool.cutOff, 1)));
    demand(isOver, poolErrors.CUT_OFF_AHEAD, { on: pool.cutOff });
    const number = nextNumber(pool);
    const stood = await servicedAt(tx, loan, pool.cutOff);
    mustBeEligible(loan, stood, eligibility, pool.currency);
    await mustKeepFacts(tx, loanId, factsSeal, needsFacts(eligibility));
    const pledged: Pledge = {
      ...{ loanId, poolId, number, originator: pool.originator, depositor: pool.depositor },
      ...{ trustee: pool.trustee, status: 'pledged', pledgedAt: tx.now },
      ...{ balance: stood.outstanding, done: doneBy(stood), factsSeal },
    };
    await tx.pledges.put(pledged);
    await tx.assets.put({ poolId, number, loanId });
    await tx.pools.put({ ...pool, assets: number, balance: pool.balance + stood.outstanding });
    tx.tell(poolEvents.LoanPledged, { loanId, poolId, number });
    return pledged;
  },
  withdraw: (tx, { poolId }, { on: pool, pledge }) => leave(tx, pool, mustBeIn(pledge, poolId), 'withdraw'),
  decline: (tx, { poolId }, { on: pool, pledge }) => leave(tx, pool, mustBeIn(pledge, poolId), 'decline'),
  demandBuyBack: (tx, { reason }, { on: pledge }) =>
    demandOf(tx, { ...pledge, demand: { reason, status: 'pending', at: tx.now } }),
  answerDemand: (tx, { status }, { on: pledge }) =>
    demandOf(tx, { ...pledge, demand: { ...openDemand(pledge), status } }),
  withdrawDemand: (tx, _request, { on: pledge }) =>
    demandOf(tx, { ...pledge, demand: { ...openDemand(pledge), status: 'withdrawn' } }),
  async buyBack(tx, { poolId, loanId, paymentId, amount, lots }, { on: pool, pledge, loan }) {
    mustBeIn(pledge, poolId);
    const price = await priceOf(tx, loan);
    demand(
      amount.amount === price.amount && amount.currency === price.currency,
      poolErrors.NOT_BOUGHT_BACK_SO,
      {
        loanId,
        price: `${price.amount}`,
      },
    );
    tx.take(pledgeLife.buyBack, pledge);
    const to = [{ party: pool.trustee, amount: price }];
    await pay(tx, { paymentId, from: pool.originator, lots, to, about: { room: 'pool', id: poolId } });
    await tx.pools.put({ ...pool, repurchases: (pool.repurchases ?? 0n) + price.amount });
    const bought: Pledge = {
      ...pledge,
      ...{ status: 'boughtBack', boughtBackOn: dayOf(tx.now), price: price.amount },
      ...(pledge.demand && { demand: { ...pledge.demand, status: 'repurchased' as const } }),
    };
    return told(tx, bought);
  },
  async readPrice(tx, { loanId }, { loan }) {
    return { loanId, price: await priceOf(tx, loan) };
  },
  async readPledge(_tx, _request, { on: pledge, pool }) {
    return { ...pledge, owner: ownerOf(pledge, pool), stage: stageOf(pledge, pool) };
  },
  async composition(tx, { poolId }, { on: pool, found }) {
    const shares = new Map<string, bigint>();
    let unknown = 0n;
    const numbers = found.flatMap((asset) => (asset ? [asset.loanId] : []));
    for (const pledge of await tx.pledges.findMany(numbers.map((loanId) => [loanId]))) {
      if (pledge?.poolId !== poolId || pledge.status !== 'pledged') continue;
      if (pledge.factsSeal === undefined) unknown += pledge.balance;
      else {
        const { state } = await tx.assetFacts.reveal(pool.originator, pledge.loanId);
        shares.set(state, (shares.get(state) ?? 0n) + pledge.balance);
      }
    }
    return { shares: [...shares].map(([state, balance]) => ({ state, balance })), unknown };
  },
};

const mustBeIn = (pledge: Pledge, poolId: string): Pledge =>
  pledge.poolId === poolId
    ? pledge
    : refuse(poolErrors.LOAN_POOLED, { loanId: pledge.loanId, poolId: pledge.poolId });

const openDemand = ({ loanId, demand: made }: Pledge) =>
  made && made.status !== 'withdrawn' ? made : refuse(poolErrors.NOTHING_DEMANDED, { loanId });

async function mustKeepFacts(tx: Writing, loanId: string, seal: string | undefined, needed: boolean) {
  if (seal !== undefined) return tx.assetFacts.check(tx.caller.org, seal, loanId);
  if (needed)
    refuse(poolErrors.LOAN_NOT_ELIGIBLE, {
      ...{ loanId, rule: 'factsSeal', is: 'missing', wanted: 'kept (pool.keepFacts)' },
    });
  return undefined;
}

/** A loan that leaves before the sale; its number stays empty. */
async function leave(tx: Writing, pool: Pool, pledge: Pledge, step: 'withdraw' | 'decline'): Promise<Pledge> {
  tx.take(pledgeLife[step], pledge);
  const gathers = pool.status === 'gathering' || pool.status === 'offered';
  if (gathers) await tx.pools.put({ ...pool, balance: pool.balance - pledge.balance });
  return told(tx, { ...pledge, status: pledgeLife.step(step, pledge.status) });
}

async function demandOf(tx: Writing, pledge: Pledge): Promise<Pledge> {
  await tx.pledges.put(pledge);
  const { loanId, poolId, demand: made } = pledge;
  tx.tell(poolEvents.BuyBackDemanded, { loanId, poolId, demand: made });
  return pledge;
}

async function told(tx: Writing, pledge: Pledge): Promise<Pledge> {
  const { loanId, poolId, status } = pledge;
  await tx.pledges.put(pledge);
  tx.tell(poolEvents.PledgeChanged, { loanId, poolId, status });
  return pledge;
}

/** Outstanding and accrued: what would settle the loan today. */
async function priceOf(tx: Parameters<typeof payoffToday>[0], loan: Loan) {
  const { currency } = loan.terms.principal;
  return (await payoffToday(tx, loan)) ?? of(0n, currency);
}

/** Whoever has the pool has its loans. */
function ownerOf(pledge: Pledge, { status }: Pool): string {
  if (pledge.status !== 'pledged') return pledge.originator;
  if (status === 'sold') return pledge.depositor;
  return status === 'issued' || status === 'called' ? pledge.trustee : pledge.originator;
}

function stageOf({ status }: Pledge, pool: Pool) {
  if (status === 'boughtBack') return 'BUYBACK' as const;
  if (status === 'declined') return 'DECLINED' as const;
  if (status === 'withdrawn' || pool.status === 'cancelled') return 'CANCELLED' as const;
  return pool.status === 'issued' || pool.status === 'called' ? ('ACTIVE' as const) : ('PENDING' as const);
}
