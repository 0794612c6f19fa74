import { implement } from '../kit/implement';
import { merchantAnswers } from './door';
import { merchantApi } from './api';
import { tables } from './tables';
import { onboardingHandlers } from './handlers/onboarding';
import { requirementHandlers } from './handlers/requirement';
import { bondHandlers } from './handlers/bond';
import { voteHandlers } from './handlers/vote';
import { catalogueHandlers } from './handlers/catalogue';
import { hoursHandlers } from './handlers/hours';
import { placeHandlers } from './handlers/place';
import { crewHandlers } from './handlers/crew';
import { reviewHandlers } from './handlers/review';
import { prepaidHandlers } from './handlers/prepaid';

export const merchantRoom = implement(
  merchantApi,
  tables,
  {
    ...onboardingHandlers,
    ...requirementHandlers,
    ...bondHandlers,
    ...voteHandlers,
    ...catalogueHandlers,
    ...hoursHandlers,
    ...placeHandlers,
    ...crewHandlers,
    ...reviewHandlers,
    ...prepaidHandlers,
  },
  {},
  merchantAnswers,
);
