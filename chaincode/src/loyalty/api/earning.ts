import { z } from 'zod';
import { submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { positiveMoney } from '../../kit/value/money';
import { count, id, member } from '../../kit/value/text';
import { party } from '../../payment/records/party';
import { monthAt } from '../../policy/records/month';
import { policies } from '../../policy/records/policy';
import { odometers } from '../../vehicle/records/odometer';
import { vehicles } from '../../vehicle/records/vehicle';
import { category } from '../../words/category';
import { vin } from '../../words/vin';
import { loyaltyErrors as errors } from '../errors';
import { loyaltyEvents as events } from '../events';
import { Earning, earnings, monthNamed } from '../records/lot';
import { onPartner } from '../records/partner';
import { programs } from '../records/program';
import { onWallet } from '../records/wallet';
import { ofPartner, partnersBy } from './shape';

const refusals = [
  errors.PROGRAM_ENDED,
  errors.NOT_A_PARTNER,
  errors.NO_WALLET,
  errors.NO_POINTS,
  errors.COLLATERAL_SHORT,
];
const onEarning = (one: { programId: string; partner: string; cause: string; of: string }) =>
  earnings.at(one.programId, one.partner, one.cause, one.of);

/** What is read to give points, as far as the request names it: all in one message. */
const giving = ({ programId, partner }: { programId: string; partner: string }) => ({
  program: maybe(programs.at(programId)),
  issuer: maybe(onPartner({ programId, partner })),
});

/** How points come to be. Each fact earns once. */
export const earningOperations = {
  earn: submit({
    says: 'Give a member points for a purchase, by the rules of the program and its tier. A receipt earns once.',
    by: partnersBy,
    request: ofPartner.extend({
      member,
      receiptId: id,
      amount: positiveMoney,
      category: category.optional(),
    }),
    creates: ({ programId, partner, receiptId }) => earnings.at(programId, partner, 'receipt', receiptId),
    loads: (asked) => ({ ...giving(asked), wallet: maybe(onWallet(asked)) }),
    response: Earning,
    errors: refusals,
    events: [events.PointsEarned],
    many: 50,
  }),
  earnMilestone: submit({
    says: 'Give the holder of a vehicle the points for a milestone that its odometer has passed.',
    by: partnersBy,
    request: ofPartner.extend({ ruleId: id, vin, milestoneKm: count(9_999_999, 1) }),
    creates: ({ programId, partner, ruleId, vin: of, milestoneKm }) =>
      earnings.at(programId, partner, ruleId, `${of}-${milestoneKm}`),
    loads: ({ vin: of, ...asked }) => ({
      ...giving(asked),
      vehicle: vehicles.at(of),
      odometer: maybe(odometers.at(of)),
    }),
    response: Earning,
    errors: [...refusals, errors.MILESTONE_AHEAD],
    events: [events.PointsEarned],
  }),
  earnSafeDriving: submit({
    says: 'Give a policyholder the points for a month that the car scored as safe.',
    by: partnersBy,
    request: ofPartner.extend({ ruleId: id, policyId: id, month: count(12, 1) }),
    creates: ({ programId, partner, ruleId, policyId, month }) =>
      earnings.at(programId, partner, ruleId, monthNamed(policyId, month)),
    loads: ({ policyId, month, ...asked }) => ({
      ...giving(asked),
      policy: policies.at(policyId),
      usage: monthAt(policyId, month),
    }),
    response: Earning,
    errors: [...refusals, errors.SCORE_SHORT],
    events: [events.PointsEarned],
  }),
  revoke: submit({
    says: 'Take points back, as who gave them: the purchase was refunded. What was spent is owed, where the program says so.',
    by: partnersBy,
    request: z.strictObject({
      programId: id,
      partner: party,
      cause: id,
      of: Earning.shape.of,
      revokeTo: count(1_000_000_000).meta({ description: 'points of it that stay given' }),
    }),
    on: onEarning,
    done: ({ units, revoked }, { revokeTo }) => units - revoked <= revokeTo,
    response: Earning,
    errors: [errors.NO_WALLET],
    events: [events.PointsEnded],
  }),
};
