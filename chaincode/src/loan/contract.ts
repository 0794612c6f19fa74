import { implement } from '../kit/implement';
import { loanApi } from './api';
import { applicationHandlers } from './handlers/application';
import { bidHandlers } from './handlers/bid';
import { chargeHandlers } from './handlers/charge';
import { collectionHandlers } from './handlers/collection';
import { customerHandlers } from './handlers/customer';
import { disbursementHandlers } from './handlers/disbursement';
import { loanHandlers } from './handlers/loan';
import { modelHandlers } from './handlers/model';
import { modificationHandlers } from './handlers/modification';
import { payoffHandlers } from './handlers/payoff';
import { repaymentHandlers } from './handlers/repayment';
import { repossessionHandlers } from './handlers/repossession';
import { tables } from './tables';

export const loanRoom = implement(loanApi, tables, {
  ...applicationHandlers,
  ...modelHandlers,
  ...customerHandlers,
  ...bidHandlers,
  ...disbursementHandlers,
  ...repaymentHandlers,
  ...payoffHandlers,
  ...chargeHandlers,
  ...collectionHandlers,
  ...repossessionHandlers,
  ...modificationHandlers,
  ...loanHandlers,
});
