import { implement } from '../kit/implement';
import { paymentApi } from './api';
import { books } from './handlers/account';
import { bounds } from './bounds';
import { counter } from './handlers/supply';
import { court } from './handlers/court';
import { desk } from './handlers/escrow';
import { exchange } from './handlers/exchange';
import { holdBox, lockBox } from './rules/hold';
import { escrowBox } from './rules/escrow';
import { moneyPlan } from './handlers/movement';
import { pseudonym } from './handlers/address';
import { quoteBox } from './records/exchange';
import { redemptionBox } from './rules/supply';
import { tables } from './tables';
import { till } from './handlers/transfer';
import { waiting } from './handlers/hold';

export const paymentRoom = implement(
  paymentApi,
  tables,
  { ...till, ...waiting, ...desk, ...counter, ...court, ...bounds, ...exchange, ...pseudonym, ...books },
  {
    transfer: moneyPlan,
    payByKey: moneyPlan,
    share: ({ shares, fee, amount, ...payment }) =>
      moneyPlan({ ...payment, to: [...shares, ...(fee ? [fee] : [])].map(({ party }) => ({ party, amount })) }),
    bind: ({ to, amount, ...payment }) => moneyPlan({ ...payment, to: [{ party: to, amount }] }),
    returnRemainder: ({ paymentId, owner, lot }) => ({ transfers: [[paymentId]], lots: [[owner, lot]], blocks: [[owner]] }),
    payRequest: ({ requestId, ...payment }) => ({
      requests: [[requestId]],
      ...moneyPlan({ ...payment, to: [] }),
      limits: [[payment.amount.currency]],
    }),
    askRedemption: ({ orderId, issuer, amount, ...payment }) => ({
      orders: [[issuer, orderId]],
      ...moneyPlan({ ...payment, to: [{ party: redemptionBox(issuer, orderId), amount }] }),
    }),
    authorise: ({ holdId, amount, ...payment }) => ({
      holds: [[holdId]],
      ...moneyPlan({ ...payment, to: [{ party: holdBox(holdId), amount }] }),
    }),
    capture: ({ holdId, paymentId }) => ({ holds: [[holdId]], transfers: [[paymentId]] }),
    lock: ({ lockId, amount, ...payment }) => ({
      locks: [[lockId]],
      ...moneyPlan({ ...payment, to: [{ party: lockBox(lockId), amount }] }),
    }),
    claim: ({ lockId, paymentId }) => ({ locks: [[lockId]], transfers: [[paymentId]] }),
    quoteExchange: ({ quoteId, amount, ...payment }) => ({
      quotes: [[quoteId]],
      ...moneyPlan({ ...payment, to: [{ party: quoteBox(quoteId), amount }] }),
    }),
    exchange: ({ quoteId, deliveryId, parts, amount, ...payment }) => {
      const plan = moneyPlan({ ...payment, to: [{ party: quoteBox(quoteId), amount }] });
      const given = parts.map((lotId) => [quoteBox(quoteId), lotId]);
      return { quotes: [[quoteId]], ...plan, transfers: [[payment.paymentId], [deliveryId]], lots: [...plan.lots, ...given] };
    },
    fundEscrow: ({ escrowId, paymentId }) => ({
      escrows: [[escrowId]],
      transfers: [[paymentId]],
      lots: [[escrowBox(escrowId), `${paymentId}:0`]],
    }),
    releaseEscrow: ({ escrowId, paymentId }) => ({ escrows: [[escrowId]], transfers: [[paymentId]] }),
    refundEscrow: ({ escrowId, paymentId }) => ({ escrows: [[escrowId]], transfers: [[paymentId]] }),
  },
);
