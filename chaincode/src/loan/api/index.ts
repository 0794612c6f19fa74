import { defineLivingApi } from '../../kit/api';
import { biddingOperations } from './bid';
import { bookingOperations } from './repayment';
import { collectionOperations } from './collection';
import { intakeOperations } from './application';
import { applicationLife, decisionLife, loanLife } from '../life';
import { modificationOperations } from './modification';
import { queryOperations } from './loan';

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
