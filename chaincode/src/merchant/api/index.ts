import { defineLivingApi } from '../../kit/api';
import { bondOperations } from './bond';
import { catalogueOperations } from './catalogue';
import { crewOperations } from './crew';
import { hoursOperations } from './hours';
import { onboardingOperations } from './onboarding';
import { placeOperations } from './place';
import { prepaidOperations } from './prepaid';
import { requirementOperations } from './requirement';
import { reviewOperations } from './review';
import { voteOperations } from './vote';
import { merchantDues } from '../due';
import { merchantLife } from '../life';

/** All that may be asked about merchants, one value. */
export const merchantApi = defineLivingApi(
  'merchant',
  'Businesses around the car: how they come in, what they may do, what they sell and when.',
  {
    ...onboardingOperations,
    ...requirementOperations,
    ...bondOperations,
    ...voteOperations,
    ...catalogueOperations,
    ...hoursOperations,
    ...placeOperations,
    ...crewOperations,
    ...reviewOperations,
    ...prepaidOperations,
  },
  { merchant: merchantLife },
  merchantDues,
);
