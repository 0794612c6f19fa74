import { defineLife } from '../kit/life';
import { Escrow, escrows } from './records/escrow';
import { ExchangeQuote, quotes } from './records/exchange';
import { Hold, holds, Lock, locks } from './records/hold';
import { PaymentRequest, requests } from './records/request';
import { Draw, draws, StandingOrder, standingOrders } from './records/standing';
import { orders, SupplyOrder } from './records/supply';
import { Tab, tabs } from './records/tab';

/**
 * A court takes the whole of a box, so that none of its own steps is left: `confirmClawBack` writes it down
 * on what waited in it.
 */
const court = ['registrar', 'auditor'] as const;
const RUNNING = ['funded', 'partlyReleased'] as const;

/**
 * A deadline that passed is no status: it is derived from the dates when somebody acts. Who may confirm is
 * said by each condition.
 */
export const escrowLife = defineLife(
  escrows,
  { field: 'status', statuses: Escrow.shape.status.options, initial: 'created' },
  {
    fundEscrow: { by: 'payer', from: ['created'], to: 'funded' },
    withdrawEscrow: { by: ['payer', 'payee'], from: ['created'], to: 'withdrawn' },
    confirm: { by: ['confirmer', 'anybody'], from: RUNNING, to: '=' },
    releaseEscrow: { by: 'anybody', from: RUNNING, to: ['partlyReleased', 'released'] },
    refundEscrow: { by: 'anybody', from: [...RUNNING, 'disputed'], to: 'refunded' },
    dispute: { by: ['payer', 'payee'], from: RUNNING, to: 'disputed' },
    resolve: { by: 'arbiter', from: ['disputed'], to: 'resolved' },
    clawBack: { by: court, from: [...RUNNING, 'disputed'], to: 'clawedBack' },
  },
);

export const holdLife = defineLife(
  holds,
  { field: 'status', statuses: Hold.shape.status.options, initial: 'authorised' },
  {
    capture: { by: 'payee', from: ['authorised'], to: ['=', 'captured'] },
    endHold: { by: 'anybody', from: ['authorised'], to: 'ended' },
    clawBack: { by: court, from: ['authorised'], to: 'clawedBack' },
  },
);

export const lockLife = defineLife(
  locks,
  { field: 'status', statuses: Lock.shape.status.options, initial: 'locked' },
  {
    claim: { by: 'anybody', from: ['locked'], to: 'claimed' },
    reclaim: { by: 'anybody', from: ['locked'], to: 'reclaimed' },
    clawBack: { by: court, from: ['locked'], to: 'clawedBack' },
  },
);

/**
 * Issuing and redeeming. A holder's redemption begins asked; what staff of the lender ask begins checked, and
 * another person settles it.
 */
export const supplyLife = defineLife(
  orders,
  { field: 'status', statuses: SupplyOrder.shape.status.options, initial: ['asked', 'checked'] },
  {
    checkRedemption: { by: 'lender', from: ['asked'], to: 'checked' },
    settle: { by: 'lender', from: ['checked'], to: 'settled' },
    refuseOrder: { by: 'lender', from: ['asked', 'checked'], to: 'refused' },
    withdrawOrder: { by: 'holder', from: ['asked'], to: 'withdrawn' },
    clawBack: { by: court, from: ['asked', 'checked'], to: 'clawedBack' },
  },
);

export const requestLife = defineLife(
  requests,
  { field: 'status', statuses: PaymentRequest.shape.status.options, initial: 'open' },
  {
    payRequest: { by: 'anybody', from: ['open'], to: ['=', 'paid'] },
    withdrawRequest: { by: 'payee', from: ['open'], to: 'withdrawn' },
  },
);

/** What was exchanged shows in the lots of its box; that its time is over is derived. */
export const quoteLife = defineLife(
  quotes,
  { field: 'status', statuses: ExchangeQuote.shape.status.options, initial: 'open' },
  {
    exchange: { by: 'anybody', from: ['open'], to: '=' },
    withdrawQuote: { by: 'maker', from: ['open'], to: 'withdrawn' },
  },
);

/** The payee ends it at once, also after the payer gave notice; when that is over anybody writes it down. */
export const tabLife = defineLife(
  tabs,
  { field: 'status', statuses: Tab.shape.status.options, initial: 'open' },
  {
    closeTab: { by: ['payer', 'payee'], from: ['open', 'closing'], to: ['closing', 'closed'] },
    settleTab: { by: 'anybody', from: ['closing'], to: 'closed' },
    clawBack: { by: court, from: ['open', 'closing'], to: 'clawedBack' },
  },
);

/** That its last day is over is derived. A draw leaves the order as it is, so that a withdrawal waits for none. */
export const standingLife = defineLife(
  standingOrders,
  { field: 'status', statuses: StandingOrder.shape.status.options, initial: 'open' },
  {
    draw: { by: 'payee', from: ['open'], to: '=' },
    withdrawStandingOrder: { by: ['payer', 'payee'], from: ['open'], to: 'withdrawn' },
  },
);

/** One period of a standing order. */
export const drawLife = defineLife(
  draws,
  { field: 'status', statuses: Draw.shape.status.options, initial: ['drawn', 'refused'] },
  { draw: { by: 'payee', from: ['refused'], to: ['drawn', '='] } },
);

/**
 * A court order; who asked it and who of another organisation confirms it is said by the rules of two
 * persons.
 */
export const freezeLife = defineLife(
  'freeze',
  ['tracing', 'asked', 'standing', 'lifted'],
  ['tracing', 'asked'],
  {
    freezeAddresses: { by: court, from: ['tracing', 'standing'], to: ['asked', 'standing'] },
    confirmTrace: { by: 'another organisation', from: ['tracing'], to: '=' },
    confirmFreeze: { by: 'another organisation', from: ['asked', 'standing'], to: 'standing' },
    clawBack: { by: court, from: ['standing'], to: 'standing' },
    unfreeze: { by: court, from: ['tracing', 'asked', 'standing'], to: ['lifted', '='] },
    confirmUnfreeze: { by: 'another organisation', from: ['tracing', 'asked', 'standing'], to: 'lifted' },
  },
);
