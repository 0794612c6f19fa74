import { z } from 'zod';
import { submit, evaluate, mine, page, pageOf } from '../../kit/api';
import { id, ppm } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { Escrow, Condition, Milestone, escrowBox, escrows } from '../records/escrow';
import { paymentErrors as errors } from '../errors';
import { paymentEvents as events } from '../events';
import { withTransfer, moved, moneyRefusals, named } from './shape';
import { party } from '../records/party';
import { money } from '../../kit/value/money';
import { instant } from '../../kit/value/time';
import { escrowLife } from '../life';
import { paymentAt, paymentNamed } from '../records/money';

const escrowAnswer = withTransfer('escrow', Escrow);

const condition = Condition.omit({ confirmedBy: true });

const milestone = Milestone.omit({ releasedBy: true, conditions: true }).extend({
  conditions: z.array(condition).max(10),
});

export const agreement = Escrow.omit({
  status: true,
  left: true,
  lot: true,
  about: true,
  milestones: true,
}).extend({
  milestones: z.array(milestone).min(1).max(19),
  holdBack: z
    .strictObject({ ppm: ppm(500_000), until: instant })
    .optional()
    .meta({ description: 'kept back of every milestone until then' }),
});

export const funding = z.strictObject({ escrowId: id, paymentId: id, lots: named });

export const resolving = z.strictObject({
  escrowId: id,
  paymentId: id,
  payerShare: money,
  payeeShare: money,
});

export const ofEscrow = z.strictObject({ escrowId: id, milestoneId: id });

const onEscrow = ({ escrowId }: { readonly escrowId: string }) => escrows.at(escrowId);
const outOfBox = ({ escrowId, paymentId }: { readonly escrowId: string; readonly paymentId: string }) =>
  paymentAt(paymentId, escrowBox(escrowId));

/** Money that waits for what was agreed. */
export const escrowOperations = {
  openEscrow: submit({
    says:
      'Record what payer and payee agreed: milestones, conditions, deadline, arbiter, splits and fee. ' +
      "Funding it is the payer's consent.",
    by: everyone,
    request: agreement,
    creates: ({ escrowId }) => escrows.at(escrowId),
    response: Escrow,
    errors: [errors.ESCROW_TERMS, errors.SHARES_EMPTY],
    events: [events.EscrowChanged],
  }),
  fundEscrow: submit({
    says: "Put the payer's money into the escrow.",
    by: everyone,
    request: funding,
    on: onEscrow,
    step: escrowLife.fundEscrow,
    creates: ({ paymentId }, _asking, { payer }) => paymentAt(paymentId, payer),
    again: (transfer, escrow) => ({ escrow, transfer }),
    loads: paymentNamed,
    response: escrowAnswer,
    errors: [errors.DEADLINE_PASSED, ...moneyRefusals],
    events: [events.EscrowChanged, moved],
  }),
  withdrawEscrow: submit({
    says: 'Withdraw an escrow that was not funded.',
    by: everyone,
    request: z.strictObject({ escrowId: id }),
    on: onEscrow,
    step: escrowLife.withdrawEscrow,
    response: Escrow,
    events: [events.EscrowChanged],
  }),
  confirm: submit({
    says: 'Confirm a condition of an escrow.',
    by: everyone,
    request: ofEscrow.extend({ conditionId: id }),
    on: onEscrow,
    step: escrowLife.confirm,
    response: Escrow,
    errors: [errors.DEADLINE_PASSED, errors.NOT_A_CONFIRMER],
    events: [events.EscrowChanged],
  }),
  releaseEscrow: submit({
    says:
      'Release a milestone to the payee once its conditions are met; the payer releases it at will. ' +
      'Before the deadline.',
    by: everyone,
    request: ofEscrow.extend({ paymentId: id }),
    on: onEscrow,
    step: escrowLife.releaseEscrow,
    creates: outOfBox,
    again: (transfer, escrow) => ({ escrow, transfer }),
    response: escrowAnswer,
    errors: [
      errors.DEADLINE_PASSED,
      errors.MILESTONE_RELEASED,
      errors.DEADLINE_AHEAD,
      errors.CONDITION_OPEN,
      ...moneyRefusals,
    ],
    events: [events.EscrowChanged, moved],
  }),
  refundEscrow: submit({
    says: 'Give back what is left: anyone after the deadline, the payee at any time.',
    by: everyone,
    request: z.strictObject({ escrowId: id, paymentId: id }),
    on: onEscrow,
    step: escrowLife.refundEscrow,
    creates: outOfBox,
    again: (transfer, escrow) => ({ escrow, transfer }),
    response: escrowAnswer,
    errors: [errors.DEADLINE_AHEAD, ...moneyRefusals],
    events: [events.EscrowChanged, moved],
  }),
  dispute: submit({
    says: 'Stop an escrow until its arbiter decides.',
    by: everyone,
    request: z.strictObject({ escrowId: id }),
    on: onEscrow,
    step: escrowLife.dispute,
    response: Escrow,
    errors: [errors.NO_ARBITER, errors.DEADLINE_PASSED],
    events: [events.EscrowChanged],
  }),
  resolve: submit({
    says: 'Decide a dispute as the arbiter: share out all that is left.',
    by: everyone,
    request: resolving,
    on: onEscrow,
    step: escrowLife.resolve,
    creates: outOfBox,
    again: (transfer, escrow) => ({ escrow, transfer }),
    response: escrowAnswer,
    errors: [errors.DEADLINE_PASSED, errors.SHARES_DIFFER, ...moneyRefusals],
    events: [events.EscrowChanged, moved],
  }),
  readEscrow: evaluate({
    says: 'Read an escrow.',
    by: everyone,
    request: z.strictObject({ escrowId: id }),
    on: onEscrow,
    sides: ['payer', 'payee', 'arbiter', 'confirmer', 'registrar', 'auditor'],
    response: Escrow,
  }),
  listEscrows: evaluate({
    says: 'List the escrows that a party pays into, or is paid from.',
    by: everyone,
    request: page.extend({ party: mine(party), as: z.enum(['payer', 'payee']) }),
    response: pageOf(Escrow),
  }),
};
