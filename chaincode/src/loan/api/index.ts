import { defineLivingApi } from '../../kit/api';
import { loanDues } from '../due';
import { applicationLife, decisionLife, loanLife, modificationLife, repossessionLife } from '../life';
import { applicationOperations } from './application';
import { bidOperations } from './bid';
import { chargeOperations } from './charge';
import { collectionOperations } from './collection';
import { customerOperations } from './customer';
import { disbursementOperations } from './disbursement';
import { loanOperations } from './loan';
import { modelOperations } from './model';
import { modificationOperations } from './modification';
import { payoffOperations } from './payoff';
import { repaymentOperations } from './repayment';
import { repossessionOperations } from './repossession';

/** All that may be asked about loans, one value. */
export const loanApi = defineLivingApi(
  'loan',
  'Loans on vehicles: from the application through every instalment to the release of the lien.',
  {
    ...applicationOperations,
    ...modelOperations,
    ...customerOperations,
    ...bidOperations,
    ...disbursementOperations,
    ...repaymentOperations,
    ...payoffOperations,
    ...chargeOperations,
    ...collectionOperations,
    ...repossessionOperations,
    ...modificationOperations,
    ...loanOperations,
  },
  {
    ...{ application: applicationLife, decision: decisionLife, loan: loanLife },
    ...{ loanModification: modificationLife, repossession: repossessionLife },
  },
  loanDues,
);
