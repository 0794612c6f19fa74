import { defineLivingApi } from '../kit/api';
import { biddingOperations } from './biddingapi';
import { bookingOperations } from './bookingapi';
import { collectionOperations } from './collectionapi';
import { intakeOperations } from './intakeapi';
import { applicationLife, decisionLife, loanLife } from './life';
import { modificationOperations } from './modificationapi';
import { queryOperations } from './queryapi';

export const loanApi = defineLivingApi(
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
  { application: applicationLife, decision: decisionLife, loan: loanLife },
);
