import { z } from 'zod';
import { evaluate, pageOf, paged, submit } from '../../kit/api';
import { money } from '../../kit/value/money';
import { id, line, org } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { everyone, staff } from '../../words/role';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { poolErrors as errors } from '../errors';
import { poolEvents as events } from '../events';
import { poolLife } from '../life';
import { onPool, Pool, pools, PoolTerms, poolTerms } from '../records/pool';
import { minor } from '../records/structure';

const one = z.strictObject({ poolId: id });
const byState = z.strictObject({ state: line(40), balance: minor });

/** A pool as a whole: opened, sold, issued, called. */
export const poolOperations = {
  open: submit({
    says:
      'Open a pool as the originator: parties, classes of notes, order of payments, and what a loan must ' +
      'be to come in. None of it changes afterwards.',
    by: ['lender'],
    request: z.strictObject({
      poolId: id,
      depositor: org,
      trustee: org,
      cutOff: day,
      structure: PoolTerms.shape.structure,
      eligibility: PoolTerms.shape.eligibility,
    }),
    creates: ({ poolId }) => pools.at(poolId),
    response: Pool,
    errors: [errors.POOL_SIDES_WRONG, errors.POOL_TERMS_WRONG],
    events: [events.PoolOpened],
  }),
  offer: submit({
    says: 'Offer the pool as it stands to the depositor, with its balances by state of the borrowers.',
    by: ['lender'],
    request: one.extend({ concentration: z.array(byState).min(1).max(100) }),
    on: onPool,
    step: poolLife.offer,
    loads: ({ poolId }) => ({ terms: poolTerms.at(poolId) }),
    response: Pool,
    errors: [errors.POOL_TOO_SMALL, errors.CONCENTRATION_WRONG],
    events: [events.PoolChanged],
  }),
  reopen: submit({
    says: 'Open an offered pool again for changes.',
    by: staff,
    request: one,
    on: onPool,
    step: poolLife.reopen,
    response: Pool,
    events: [events.PoolChanged],
  }),
  buy: submit({
    says: 'Buy the pool as the depositor: with it goes the pledge of every loan (true sale).',
    by: staff,
    request: one,
    on: onPool,
    step: poolLife.buy,
    response: Pool,
    events: [events.PoolChanged],
  }),
  issue: submit({
    says: 'Take the pool into the trust as its trustee, and issue its notes to the depositor.',
    by: staff,
    request: one.extend({ on: day }),
    on: onPool,
    step: poolLife.issue,
    loads: ({ poolId }) => ({ terms: poolTerms.at(poolId) }),
    response: Pool,
    errors: [errors.PAYMENT_DATE_WRONG],
    events: [events.PoolChanged, events.NotesIssued],
  }),
  cancel: submit({
    says: 'Give a pool up before it is sold; its loans can then be withdrawn.',
    by: ['lender'],
    request: one,
    on: onPool,
    step: poolLife.cancel,
    response: Pool,
    events: [events.PoolChanged],
  }),
  declareDefault: submit({
    says: 'Declare an event of default as the trustee: from the next month on payments go in its order.',
    by: staff,
    request: one,
    on: onPool,
    step: poolLife.declareDefault,
    response: Pool,
    events: [events.PoolChanged],
  }),
  call: submit({
    says:
      'Call what is left of the pool as the servicer, once it is small enough: at least the greater of the ' +
      'pool and what is owed on its notes goes to the trustee in the same transaction, and pays the notes ' +
      'with the next month.',
    by: ['lender'],
    request: one.extend({ paymentId: id, amount: money, lots: z.array(lotId).min(1).max(100) }),
    on: onPool,
    step: poolLife.call,
    loads: ({ poolId }) => ({ terms: poolTerms.at(poolId) }),
    response: Pool,
    errors: [errors.NOT_CALLABLE, errors.CALL_PRICE_SHORT, ...Object.values(moneyErrors)],
    events: [events.PoolChanged, moneyEvents.MoneyMoved],
  }),
  read: evaluate({
    says: 'Read a pool and where its notes stand.',
    by: everyone,
    request: one,
    on: onPool,
    response: Pool,
  }),
  readTerms: evaluate({
    says: 'Read the terms of a pool: classes, order of payments, triggers, what a loan must be.',
    by: everyone,
    request: one,
    loads: ({ poolId }) => ({ terms: poolTerms.at(poolId) }),
    response: PoolTerms,
  }),
  listPools: evaluate({
    says: 'List the pools of an originator.',
    by: everyone,
    request: z.strictObject({ originator: org, ...paged }),
    response: pageOf(Pool),
  }),
};
