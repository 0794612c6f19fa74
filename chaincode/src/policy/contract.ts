import { implement } from '../kit/implement';
import { policyApi } from './api';
import { applicationHandlers } from './handlers/application';
import { changeHandlers } from './handlers/change';
import { comparisonHandlers } from './handlers/comparison';
import { coverHandlers } from './handlers/cover';
import { endingHandlers } from './handlers/ending';
import { monthHandlers } from './handlers/month';
import { policyHandlers } from './handlers/policy';
import { premiumHandlers } from './handlers/premium';
import { tariffHandlers } from './handlers/tariff';
import { tripHandlers } from './handlers/trip';
import { tables } from './tables';

export const policyRoom = implement(policyApi, tables, {
  ...applicationHandlers,
  ...tripHandlers,
  ...tariffHandlers,
  ...policyHandlers,
  ...endingHandlers,
  ...premiumHandlers,
  ...changeHandlers,
  ...monthHandlers,
  ...coverHandlers,
  ...comparisonHandlers,
});
