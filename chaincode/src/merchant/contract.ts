import { implement } from '../kit/implement';
import { moneyPlan } from '../payment/move';
import { merchantApi } from './api';
import { planOf } from './credential';
import { onboarding } from './onboarding';
import { shop } from './shop';
import { tables } from './tables';
import { serviceKey } from './catalogue';
import { voting } from './voting';

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
);
