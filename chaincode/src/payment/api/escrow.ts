import { z } from 'zod';
import { submit } from '../../kit/api';
import { id } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { Escrow, Hold, Lock } from '../records/escrow';
import { moneyErrors, paymentErrors as no } from '../errors';
import { moneyEvents, paymentEvents as told } from '../events';
import { Transfer } from '../records/money';
import * as ask from './shape';

const moved = moneyEvents.MoneyMoved;
const money = Object.values(moneyErrors);
const withTransfer = <S extends z.ZodType, N extends string>(name: N, record: S) =>
  z.strictObject({ [name]: record, transfer: Transfer } as { readonly [K in N]: S } & { readonly transfer: typeof Transfer });
const heldAnswer = withTransfer('hold', Hold);
const lockAnswer = withTransfer('lock', Lock);
const escrowAnswer = withTransfer('escrow', Escrow);

/** Money that waits: holds, hash locks, escrow. */
export const deeds = {
  authorise: submit({
    says: 'Set money aside for a payee, who captures it before the end.',
    by: everyone,
    request: ask.authorising,
    response: heldAnswer,
    errors: [no.DEADLINE_PASSED, ...money],
    events: [moved],
  }),
  capture: submit({
    says: 'Take money that was set aside, in parts or at once; with `last` the rest goes back.',
    by: everyone,
    request: ask.capturing,
    response: heldAnswer,
    errors: [no.DEADLINE_PASSED, no.HOLD_EXCEEDED, ...money],
    events: [moved],
    many: 100,
  }),
  endHold: submit({
    says: 'Give back what was set aside: the payee at any time, anyone after the end.',
    by: everyone,
    request: z.strictObject({ holdId: id, paymentId: id }),
    response: heldAnswer,
    errors: [no.DEADLINE_AHEAD, ...money],
    events: [moved],
  }),
  lock: submit({
    says: 'Lock money under a hash: the preimage moves it to the payee before the deadline.',
    by: everyone,
    request: ask.locking,
    response: lockAnswer,
    errors: [no.DEADLINE_PASSED, ...money],
    events: [moved],
  }),
  claim: submit({
    says: 'Claim locked money for the payee by showing the preimage. It becomes public.',
    by: everyone,
    request: z.strictObject({ lockId: id, paymentId: id, preimage: ask.preimage }),
    response: lockAnswer,
    errors: [no.DEADLINE_PASSED, no.WRONG_PREIMAGE, ...money],
    events: [moved],
  }),
  reclaim: submit({
    says: 'Give locked money back to the payer after the deadline. Anyone may.',
    by: everyone,
    request: z.strictObject({ lockId: id, paymentId: id }),
    response: lockAnswer,
    errors: [no.DEADLINE_AHEAD, ...money],
    events: [moved],
  }),
  openEscrow: submit({
    says: "Record what payer and payee agreed: milestones, conditions, deadline, arbiter, splits and fee. Funding it is the payer's consent.",
    by: everyone,
    request: ask.agreement,
    response: Escrow,
    errors: [no.ESCROW_TERMS, no.SHARES_EMPTY],
    events: [told.EscrowChanged],
  }),
  fundEscrow: submit({
    says: "Put the payer's money into the escrow.",
    by: everyone,
    request: ask.funding,
    response: escrowAnswer,
    errors: [no.DEADLINE_PASSED, ...money],
    events: [told.EscrowChanged, moved],
  }),
  withdrawEscrow: submit({
    says: 'Withdraw an escrow that was not funded.',
    by: everyone,
    request: z.strictObject({ escrowId: id }),
    response: Escrow,
    events: [told.EscrowChanged],
  }),
  confirm: submit({
    says: 'Confirm a condition of an escrow.',
    by: everyone,
    request: ask.ofEscrow.extend({ conditionId: id }),
    response: Escrow,
    errors: [no.DEADLINE_PASSED, no.NOT_A_CONFIRMER],
    events: [told.EscrowChanged],
  }),
  releaseEscrow: submit({
    says: 'Release a milestone to the payee once its conditions are met; the payer releases it at will. Before the deadline.',
    by: everyone,
    request: ask.ofEscrow.extend({ paymentId: id }),
    response: escrowAnswer,
    errors: [no.DEADLINE_PASSED, no.MILESTONE_RELEASED, no.DEADLINE_AHEAD, no.CONDITION_OPEN, ...money],
    events: [told.EscrowChanged, moved],
  }),
  refundEscrow: submit({
    says: 'Give back what is left: anyone after the deadline, the payee at any time.',
    by: everyone,
    request: z.strictObject({ escrowId: id, paymentId: id }),
    response: escrowAnswer,
    errors: [no.DEADLINE_AHEAD, ...money],
    events: [told.EscrowChanged, moved],
  }),
  dispute: submit({
    says: 'Stop an escrow until its arbiter decides.',
    by: everyone,
    request: z.strictObject({ escrowId: id }),
    response: Escrow,
    errors: [no.NO_ARBITER, no.DEADLINE_PASSED],
    events: [told.EscrowChanged],
  }),
  resolve: submit({
    says: 'Decide a dispute as the arbiter: share out all that is left.',
    by: everyone,
    request: ask.resolving,
    response: escrowAnswer,
    errors: [no.DEADLINE_PASSED, no.SHARES_DIFFER, ...money],
    events: [told.EscrowChanged, moved],
  }),
};
