import { defineLife } from '../kit/life';
import { pledges, pledgeStatus } from './records/asset';
import { months, monthStatus } from './records/month';
import { pools, poolStatus } from './records/pool';

/**
 * A pool is filled by its originator, sold as a whole to the depositor and by it to the trust: whoever has the
 * pool has the pledge of each loan in it (true sale).
 */
export const poolLife = defineLife(
  pools,
  { field: 'status', statuses: poolStatus.options, initial: 'gathering' },
  {
    pledge: { by: 'originator', from: ['gathering'], to: '=' },
    withdraw: { by: 'originator', from: ['gathering', 'cancelled', 'ended'], to: '=' },
    offer: { by: 'originator', from: ['gathering'], to: 'offered' },
    reopen: { by: ['originator', 'depositor'], from: ['offered'], to: 'gathering' },
    decline: { by: 'depositor', from: ['gathering', 'offered'], to: '=' },
    buy: { by: 'depositor', from: ['offered'], to: 'sold' },
    issue: { by: 'trustee', from: ['sold'], to: 'issued' },
    cancel: { by: 'originator', from: ['gathering', 'offered'], to: 'cancelled' },
    buyBack: { by: 'originator', from: ['issued'], to: '=' },
    declareDefault: { by: 'trustee', from: ['issued', 'called'], to: '=' },
    runMonth: { by: 'servicer', from: ['issued', 'called'], to: '=' },
    call: { by: 'servicer', from: ['issued'], to: 'called' },
    distribute: { by: 'servicer', from: ['issued', 'called'], to: ['=', 'ended'] },
  },
);

/** The pledge of a loan. One that has left may be pledged again, in this pool or another. */
export const pledgeLife = defineLife(
  pledges,
  { field: 'status', statuses: pledgeStatus.options, initial: 'pledged' },
  {
    pledge: { by: 'originator', from: ['withdrawn', 'declined', 'boughtBack'], to: 'pledged' },
    withdraw: { by: 'originator', from: ['pledged'], to: 'withdrawn' },
    decline: { by: 'depositor', from: ['pledged'], to: 'declined' },
    demandBuyBack: { by: 'trustee', from: ['pledged'], to: '=' },
    answerDemand: { by: 'originator', from: ['pledged'], to: '=' },
    withdrawDemand: { by: 'trustee', from: ['pledged'], to: '=' },
    buyBack: { by: 'originator', from: ['pledged'], to: 'boughtBack' },
  },
);

/** A month is looked at loan by loan, then its funds are distributed, then each holder is paid. */
export const monthLife = defineLife(
  months,
  { field: 'status', statuses: monthStatus.options, initial: 'running' },
  {
    runMonth: { by: 'servicer', from: ['running'], to: '=' },
    distribute: { by: 'servicer', from: ['running'], to: 'distributed' },
    payHolder: { by: 'trustee', from: ['distributed'], to: '=' },
  },
);
