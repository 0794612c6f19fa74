import { z } from 'zod';
import { evaluate, pageOf, paged, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { count, id, org } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { poolErrors as errors } from '../errors';
import { poolEvents as events } from '../events';
import { monthLife, poolLife } from '../life';
import { numbered } from '../records/asset';
import { months, onMonth, PoolMonth, Row, rows, stated, sums } from '../records/month';
import { MAX_ASSETS, onPool, pools, poolTerms } from '../records/pool';
import { month } from '../records/structure';

const one = z.strictObject({ poolId: id, month });
const metrics = z.strictObject({
  poolFactorPpb: z.string().max(20),
  netLossPpb: z.string().max(20).meta({ description: 'cumulative, of the pool at the start' }),
  smmPpb: z.string().max(20).meta({ description: 'prepaid in the month' }),
  cprPpb: z.string().max(20),
  absPpb: z.string().max(20).meta({ description: 'ABS speed' }),
  averageRatePpm: z.string().max(20).meta({ description: 'WAC' }),
  averageTerm: z.string().max(20).meta({ description: 'WAM, instalments' }),
});

/** A month of a pool: loan by loan, then the funds, then the report. */
export const monthOperations = {
  runMonth: submit({
    says:
      'Look at the next loans of a pool for a month that is over: what was paid, lost and is past due, from ' +
      'their entries. At most 50 a call; whoever stops goes on where the ledger is.',
    by: ['lender'],
    request: one.extend({ upTo: count(MAX_ASSETS, 1) }),
    on: onPool,
    step: poolLife.runMonth,
    takes: [monthLife.runMonth],
    loads: ({ poolId, month: of }) => ({ before: maybe(months.at(poolId, of)) }),
    response: PoolMonth.pick({ poolId: true, month: true, status: true, visited: true, sums: true }),
    errors: [errors.MONTH_OUT_OF_TURN, errors.MONTH_NOT_OVER, errors.RUN_OUT_OF_TURN],
    events: [events.MonthRun],
  }),
  distribute: submit({
    says:
      'Distribute the funds of a month whose loans are all looked at, in the order of payments; what each ' +
      'class gets follows from the ledger and from what the servicer states.',
    by: ['lender'],
    request: one.extend({ stated }),
    on: onPool,
    step: poolLife.distribute,
    takes: [monthLife.distribute],
    loads: ({ poolId, month: of }) => ({ run: months.at(poolId, of), terms: poolTerms.at(poolId) }),
    response: PoolMonth,
    errors: [
      ...[errors.MONTH_OUT_OF_TURN, errors.RUN_NOT_DONE, errors.PAYMENT_DATE_WRONG, errors.INDEX_MISSING],
      errors.ADVANCES_EXCEED,
    ],
    events: [events.MonthDistributed, events.TriggerFailed, events.PoolChanged],
  }),
  readMonth: evaluate({
    says: 'Read a month of a pool: sums of its loans, funds, every line of the order of payments, triggers.',
    by: everyone,
    request: one,
    on: onMonth,
    response: PoolMonth,
  }),
  metrics: evaluate({
    says: 'Compute the figures of a month that investors compare: pool factor, losses, speeds, averages.',
    by: everyone,
    request: one,
    on: onMonth,
    loads: ({ poolId }) => ({ pool: pools.at(poolId) }),
    response: metrics,
  }),
  listRows: evaluate({
    says: 'List the loans of a month by their numbers, without their names: what an investor may see.',
    by: everyone,
    request: one.extend(paged),
    on: onMonth,
    response: pageOf(Row),
  }),
  verifyRows: evaluate({
    says:
      'Compute some loans of a month again, on the own peer from their entries, and tell which differ from ' +
      'what was recorded, and which have later bookings since.',
    by: everyone,
    request: one.extend({ from: count(MAX_ASSETS, 1) }),
    on: onMonth,
    loads: ({ poolId, month: of, from }) => ({
      pool: pools.at(poolId),
      found: Array.from({ length: 25 }, (_, at) => maybe(rows.at(poolId, of, numbered(from + at)))),
    }),
    response: z.strictObject({
      sums,
      differ: z.array(count(MAX_ASSETS)).max(25),
      bookedSince: z.array(count(MAX_ASSETS)).max(25),
      next: count(MAX_ASSETS).optional(),
    }),
  }),
  verifyMonth: evaluate({
    says: 'Compute the distribution of a month again, on the own peer from what is recorded before it.',
    by: everyone,
    request: one,
    on: onMonth,
    loads: ({ poolId }) => ({ pool: pools.at(poolId), terms: poolTerms.at(poolId) }),
    response: z.strictObject({ poolId: id, month, same: z.boolean(), servicer: org }),
  }),
};
