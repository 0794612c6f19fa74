import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { claimErrors as no } from '../errors';
import { claimEvents as told } from '../events';
import { costCategory, subrogation } from '../records/exposure';

const demandIds = z.strictObject({ claimId: id, subrogationId: id });
const answer = (says: string) =>
  submit({ says, by: ['insurer'], request: demandIds, response: subrogation, events: [told.DemandAnswered] });

/** What the insurer demands back from the one of the other side. */
export const subrogationOperations = {
  demandBack: submit({
    says: 'Demand from the insurer of the other side what the loss cost.',
    by: ['insurer'],
    request: z.strictObject({
      ...demandIds.shape,
      ...subrogation.pick({ exposureId: true, respondent: true, demanded: true }).shape,
    }),
    response: subrogation,
    errors: [no.DEMAND_TOO_HIGH, no.RESPONDENT_IS_SELF],
    events: [told.RecoveryDemanded],
  }),
  acceptDemand: answer('Accept a demand of another insurer.'),
  disputeDemand: answer('Dispute a demand of another insurer.'),
  arbitrate: answer('Take a disputed demand to arbitration.'),
  dropDemand: answer('Drop a demand.'),
  recover: submit({
    says: 'Record what the other side paid; the share of the deductible goes back to the policyholder.',
    by: ['insurer'],
    request: z.strictObject({ ...demandIds.shape, amount: positiveMoney, costCategory }),
    response: subrogation,
    errors: [no.PRACTICE_MISSING, no.DEMAND_TOO_HIGH, no.RECOVERY_EXCEEDS_PAID],
    events: [told.DemandRecovered],
  }),
  readDemand: evaluate({
    says: 'Read a demand, by either side.',
    by: ['insurer', 'owner', 'auditor'],
    request: demandIds,
    response: subrogation,
  }),
} as const;
