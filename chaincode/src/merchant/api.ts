import { defineApi } from '../kit/api';
import { onboardOperations } from './onboardapi';
import { shopOperations } from './shopapi';
import { votingOperations } from './votingapi';

export const merchantApi = defineApi(
  'merchant',
  'Businesses around the car: how they come in, what they may do, what they sell and when.',
  {
    ...onboardOperations,
    ...votingOperations,
    ...shopOperations,
  },
);
