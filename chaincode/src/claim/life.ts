import { defineLife } from '../kit/life';
import { claims, claimStatus } from './records/claim';
import { notices, noticeStatus } from './records/notice';
import { parametrics, parametricStatus } from './records/parametric';
import { payments, paymentStatus } from './records/payment';
import { subrogations, subrogationStatus } from './records/subrogation';

/**
 * First notice of loss: validated at once when there was cover, otherwise a draft for the insurer to judge.
 * It is complete when its claim ends, whose life says by whom.
 */
export const noticeLife = defineLife(
  notices,
  { field: 'status', statuses: noticeStatus.options, initial: ['draft', 'validated'] },
  {
    validate: { by: 'insurer', from: ['draft'], to: 'validated' },
    reject: { by: 'insurer', from: ['draft', 'validated'], to: 'rejected' },
    discard: { by: 'reporter', from: ['draft', 'validated'], to: 'discarded' },
    open: { by: 'insurer', from: ['validated'], to: 'claimed' },
    complete: { by: 'anybody', from: ['claimed', 'completed'], to: 'completed' },
  },
);

export const claimLife = defineLife(
  claims,
  {
    field: 'status',
    statuses: claimStatus.options,
    initial: 'submitted',
    way: ['submitted', 'confirmed', 'closed'],
  },
  {
    withdraw: { by: 'policyholder', from: ['submitted'], to: 'withdrawn' },
    deny: { by: 'insurer', from: ['submitted'], to: 'denied' },
    confirm: { by: 'insurer', from: ['submitted', 'confirmed'], to: 'confirmed' },
    cancel: { by: 'insurer', from: ['confirmed'], to: 'cancelled' },
    close: { by: 'insurer', from: ['confirmed'], to: 'closed' },
    reopen: { by: 'insurer', from: ['denied', 'closed'], to: ['submitted', 'confirmed'] },
    buyBack: { by: 'insurer', from: ['closed'], to: '=' },
  },
);

/** A payment under four eyes: that who approves it is a second person is for the rule to say. */
export const paymentLife = defineLife(
  payments,
  { field: 'status', statuses: paymentStatus.options, initial: ['pending', 'expected'] },
  {
    approve: { by: 'insurer', from: ['pending'], to: 'expected' },
    refuse: { by: 'insurer', from: ['pending', 'expected'], to: 'cancelled' },
    confirmPaid: { by: 'insurer', from: ['expected'], to: 'paid' },
  },
);

export const subrogationLife = defineLife(
  subrogations,
  { field: 'status', statuses: subrogationStatus.options, initial: 'demanded' },
  {
    accept: { by: 'respondent', from: ['demanded', 'disputed', 'arbitration'], to: 'accepted' },
    dispute: { by: 'respondent', from: ['demanded'], to: 'disputed' },
    arbitrate: { by: 'insurer', from: ['disputed'], to: 'arbitration' },
    recover: { by: 'insurer', from: ['accepted', 'arbitration'], to: 'recovered' },
    drop: { by: 'insurer', from: ['demanded', 'accepted', 'disputed', 'arbitration'], to: 'dropped' },
  },
);

/**
 * Cover by a trigger. It ends by its dates; what an oracle observes after the payout is still recorded and
 * changes nothing. Who is an oracle of the cover is for the rule to say.
 */
export const parametricLife = defineLife(
  parametrics,
  { field: 'status', statuses: parametricStatus.options, initial: 'offered' },
  {
    withdraw: { by: ['insurer', 'policyholder'], from: ['offered'], to: 'withdrawn' },
    agree: { by: 'policyholder', from: ['offered'], to: 'agreed' },
    setAside: { by: 'insurer', from: ['agreed'], to: '=' },
    observe: { by: 'anybody', from: ['agreed', 'due', 'paid'], to: ['=', 'due', 'paid'] },
    tick: { by: 'anybody', from: ['agreed'], to: ['due', 'paid'] },
    confirmPayout: { by: 'insurer', from: ['due'], to: 'paid' },
  },
);
