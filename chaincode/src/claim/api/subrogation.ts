import { evaluate, submit } from '../../kit/api';
import { equal, positiveMoney } from '../../kit/value/money';
import { id } from '../../kit/value/text';
import { claimErrors as errors } from '../errors';
import { claimEvents as events } from '../events';
import { subrogationLife } from '../life';
import { claims, onClaim } from '../records/claim';
import { costCategory, exposures } from '../records/exposure';
import { practiceOf } from '../records/practice';
import { subrogation, subrogations } from '../records/subrogation';
import { claimNamed } from './common';

const named = claimNamed.extend({ subrogationId: id });
const onDemand = ({ claimId, subrogationId }: { readonly claimId: string; readonly subrogationId: string }) =>
  subrogations.at(claimId, subrogationId);
const answer = (says: string, step: (typeof subrogationLife)['accept']) =>
  submit({
    says,
    by: ['insurer'],
    request: named,
    on: onDemand,
    step,
    response: subrogation,
    events: [events.DemandAnswered],
  });

/** What the insurer demands back from the one of the other side. */
export const subrogationOperations = {
  demandBack: submit({
    says: 'Demand from the insurer of the other side what the loss cost.',
    by: ['insurer'],
    request: named.extend(subrogation.pick({ exposureId: true, respondent: true, demanded: true }).shape),
    on: onClaim,
    sides: ['insurer'],
    creates: onDemand,
    loads: ({ claimId, exposureId }) => ({ exposure: exposures.at(claimId, exposureId) }),
    response: subrogation,
    errors: [errors.DEMAND_TOO_HIGH, errors.RESPONDENT_IS_SELF],
    events: [events.RecoveryDemanded],
  }),
  acceptDemand: answer('Accept a demand of another insurer.', subrogationLife.accept),
  disputeDemand: answer('Dispute a demand of another insurer.', subrogationLife.dispute),
  arbitrate: answer('Take a disputed demand to arbitration.', subrogationLife.arbitrate),
  dropDemand: answer('Drop a demand.', subrogationLife.drop),
  recover: submit({
    says: 'Record what the other side paid; the share of the deductible goes back to the policyholder.',
    by: ['insurer'],
    request: named.extend({ amount: positiveMoney, costCategory }),
    on: onDemand,
    step: subrogationLife.recover,
    done: (one, { amount, costCategory: category }) =>
      one.status === 'recovered' &&
      equal(one.recovered, amount) &&
      (one.costCategory ?? category) === category,
    loads: (_request, one) => ({
      exposure: exposures.at(one.claimId, one.exposureId),
      practice: practiceOf(one),
    }),
    response: subrogation,
    errors: [errors.PRACTICE_MISSING, errors.DEMAND_TOO_HIGH, errors.RECOVERY_EXCEEDS_PAID],
    events: [events.DemandRecovered],
  }),
  readDemand: evaluate({
    says: 'Read a demand, by either side.',
    by: ['insurer', 'owner', 'auditor'],
    request: named,
    loads: ({ claimId, subrogationId }) => ({
      found: subrogations.at(claimId, subrogationId),
      claim: claims.at(claimId),
    }),
    response: subrogation,
  }),
};
