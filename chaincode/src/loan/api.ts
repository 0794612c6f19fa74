import { defineApi } from '../kit/api';
import { biddingOperations } from './biddingapi';
import { bookingOperations } from './bookingapi';
import { collectionOperations } from './collectionapi';
import { intakeOperations } from './intakeapi';
import { modificationOperations } from './modificationapi';
import { queryOperations } from './queryapi';

export const loanApi = defineApi(
  'loan',
  'Loans on vehicles: from the application through every instalment to the release of the lien.',
  {
    ...intakeOperations,
    ...biddingOperations,
    ...bookingOperations,
    ...collectionOperations,
    ...modificationOperations,
    ...queryOperations,
  },
);
