import { implement } from '../kit/implement';
import { loanApi } from './api';
import { bidding } from './handlers/bid';
import { bookings } from './handlers/repayment';
import { collecting } from './handlers/collection';
import { intake } from './handlers/application';
import { modifying } from './handlers/modification';
import { queries } from './handlers/loan';
import { tables } from './tables';

export const loanRoom = implement(loanApi, tables, {
  ...{ ...intake, ...bidding, ...bookings },
  ...{ ...collecting, ...modifying, ...queries },
});
