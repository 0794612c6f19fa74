import { z } from 'zod';
import { evaluate, keep, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { count, id, line, sha256Hex } from '../../kit/value/text';
import { money } from '../../kit/value/money';
import { staff } from '../../words/role';
import { loans } from '../../loan/records/loan';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId } from '../../payment/records/party';
import { poolErrors as errors } from '../errors';
import { poolEvents as events } from '../events';
import { pledgeLife, poolLife } from '../life';
import { AssetFacts, assets, demandReason, demandStatus, onPledge, Pledge, pledges } from '../records/asset';
import { MAX_ASSETS, onPool, pools, poolTerms } from '../records/pool';
import { minor } from '../records/structure';

const named = z.strictObject({ poolId: id, loanId: id });
const loaded = ({ poolId, loanId }: z.output<typeof named>) => ({
  terms: poolTerms.at(poolId),
  loan: loans.at(loanId),
  before: maybe(pledges.at(loanId)),
});

/** The pledge of one loan: into a pool, out of it, bought back. */
export const pledgeOperations = {
  keepFacts: keep({
    says:
      'Keep in the own organisation what reports name of a loan and its borrower, and hold it against the ' +
      'rules of the pool; its seal goes into the pledge.',
    by: ['lender'],
    request: named,
    on: onPool,
    sides: ['originator'],
    loads: ({ poolId, loanId }) => ({ terms: poolTerms.at(poolId), loan: loans.at(loanId) }),
    secret: AssetFacts,
    errors: [errors.LOAN_NOT_ELIGIBLE],
  }),
  pledge: submit({
    says: 'Put an own loan into a pool: it is held against the rules of the pool, and is in no other.',
    by: ['lender'],
    request: named.extend({ factsSeal: sha256Hex.optional() }),
    on: onPool,
    step: poolLife.pledge,
    takes: [pledgeLife.pledge],
    // A repeat is answered with the pledge as it is: the handler looks whether it is of this pool.
    loads: loaded,
    response: Pledge,
    errors: [
      ...[errors.CUT_OFF_AHEAD, errors.LOAN_POOLED, errors.POOL_FULL],
      ...[errors.LOAN_NOT_RUNNING, errors.LOAN_NOT_ELIGIBLE],
    ],
    events: [events.LoanPledged],
    many: 50,
  }),
  withdraw: submit({
    says: 'Take a loan out of a pool that is not offered yet, was given up or has ended.',
    by: ['lender'],
    request: named,
    on: onPool,
    step: poolLife.withdraw,
    takes: [pledgeLife.withdraw],
    loads: ({ loanId }) => ({ pledge: pledges.at(loanId) }),
    response: Pledge,
    errors: [errors.LOAN_POOLED],
    events: [events.PledgeChanged],
    many: 50,
  }),
  decline: submit({
    says: 'Decline a loan of the pool as the depositor, before buying.',
    by: staff,
    request: named,
    on: onPool,
    step: poolLife.decline,
    takes: [pledgeLife.decline],
    loads: ({ loanId }) => ({ pledge: pledges.at(loanId) }),
    response: Pledge,
    errors: [errors.LOAN_POOLED],
    events: [events.PledgeChanged],
  }),
  demandBuyBack: submit({
    says: 'Demand as the trustee that the originator buys a loan back, with the reason.',
    by: staff,
    request: z.strictObject({ loanId: id, reason: demandReason }),
    on: onPledge,
    step: pledgeLife.demandBuyBack,
    response: Pledge,
    events: [events.BuyBackDemanded],
  }),
  answerDemand: submit({
    says: 'Dispute or reject a demand to buy a loan back as the originator.',
    by: ['lender'],
    request: z.strictObject({ loanId: id, status: demandStatus.extract(['disputed', 'rejected']) }),
    on: onPledge,
    step: pledgeLife.answerDemand,
    response: Pledge,
    errors: [errors.NOTHING_DEMANDED],
    events: [events.BuyBackDemanded],
  }),
  withdrawDemand: submit({
    says: 'Withdraw a demand to buy a loan back as the trustee.',
    by: staff,
    request: z.strictObject({ loanId: id }),
    on: onPledge,
    step: pledgeLife.withdrawDemand,
    response: Pledge,
    errors: [errors.NOTHING_DEMANDED],
    events: [events.BuyBackDemanded],
  }),
  buyBack: submit({
    says:
      'Buy a loan back as the originator: what is outstanding and the interest accrued goes to the trustee ' +
      'in the same transaction.',
    by: ['lender'],
    request: named.extend({
      paymentId: id,
      amount: money,
      lots: z.array(lotId).min(1).max(100),
    }),
    on: onPool,
    step: poolLife.buyBack,
    takes: [pledgeLife.buyBack],
    loads: ({ loanId }) => ({ pledge: pledges.at(loanId), loan: loans.at(loanId) }),
    response: Pledge,
    errors: [errors.LOAN_POOLED, errors.NOT_BOUGHT_BACK_SO, ...Object.values(moneyErrors)],
    events: [events.PledgeChanged, moneyEvents.MoneyMoved],
  }),
  readPrice: evaluate({
    says: 'Tell what buying a loan back would cost today.',
    by: staff,
    request: z.strictObject({ loanId: id }),
    on: onPledge,
    sides: ['originator', 'trustee'],
    loads: ({ loanId }) => ({ loan: loans.at(loanId) }),
    response: z.strictObject({ loanId: id, price: money }),
  }),
  readPledge: evaluate({
    says: 'Read the pledge of a loan, and who has it: originator, depositor or trust.',
    by: [...staff, 'auditor'],
    request: z.strictObject({ loanId: id }),
    on: onPledge,
    sides: ['originator', 'depositor', 'trustee', 'auditor'],
    loads: (_request, { poolId }) => ({ pool: pools.at(poolId) }),
    response: Pledge.extend({
      owner: Pledge.shape.originator,
      stage: z.enum(['PENDING', 'ACTIVE', 'BUYBACK', 'DECLINED', 'CANCELLED']).meta({
        description: 'the same as the investor module of Apache Fineract calls it',
      }),
    }),
  }),
  composition: evaluate({
    says: 'Sum the balances of some loans of the pool by state of the borrowers, as the originator keeps them.',
    by: ['lender'],
    request: z.strictObject({ poolId: id, from: count(MAX_ASSETS, 1), to: count(MAX_ASSETS, 1) }),
    on: onPool,
    sides: ['originator'],
    loads: ({ poolId, from, to }) => ({
      found: Array.from({ length: Math.max(0, Math.min(to - from + 1, 100)) }, (_, at) =>
        maybe(assets.at(poolId, String(from + at).padStart(6, '0'))),
      ),
    }),
    response: z.strictObject({
      shares: z.array(z.strictObject({ state: line(40), balance: minor })).max(100),
      unknown: minor.meta({ description: 'balance of loans whose facts are not kept' }),
    }),
  }),
};
