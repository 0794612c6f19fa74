import { implement } from '../kit/implement';
import { moneyPlan } from '../payment/door';
import { merchantAnswers } from './door';
import { merchantApi } from './api';
import { planOf } from './rules/credential';
import { onboarding } from './handlers/onboarding';
import { shop } from './handlers/catalogue';
import { tables } from './tables';
import { serviceKey } from './records/catalogue';
import { voting } from './handlers/vote';

export const merchantRoom = implement(
  merchantApi,
  tables,
  { ...onboarding, ...voting, ...shop },
  {
    verify: ({ merchant }) => ({ merchants: [merchant.split('/')] }),
    proveByCredential: planOf,
    vote: ({ merchant }) => ({ merchants: [merchant.split('/')] }),
    openBallot: ({ merchant }) => ({ merchants: [merchant.split('/')] }),
    publishService: ({ merchant, serviceCode, version }) => ({
      merchants: [merchant.split('/')],
      services: [serviceKey(merchant, serviceCode, version)],
      heads: [[merchant, serviceCode]],
    }),
    returnPrepaid: ({ paymentId, owner, lot }) => ({ transfers: [[paymentId]], lots: [[owner, lot]], blocks: [[owner]] }),
    postBond: ({ bondId, paymentId, amount }) => ({
      escrows: [[bondId]],
      transfers: [[paymentId]],
      limits: moneyPlan({ from: bondId, lots: [], to: [{ party: bondId, amount }], paymentId }).limits,
    }),
  },
  merchantAnswers,
);
