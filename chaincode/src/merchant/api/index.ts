import { defineApi } from '../../kit/api';
import { onboardOperations } from './onboarding';
import { shopOperations } from './catalogue';
import { votingOperations } from './vote';

export const merchantApi = defineApi(
  'merchant',
  'Businesses around the car: how they come in, what they may do, what they sell and when.',
  {
    ...onboardOperations,
    ...votingOperations,
    ...shopOperations,
  },
);
