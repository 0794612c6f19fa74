import { implement } from '../kit/implement';
import { loanApi } from './api';
import { bidding } from './bidwiring';
import { bookings } from './bookings';
import { collecting } from './collecting';
import { intake } from './intake';
import { modifying } from './modifying';
import { queries } from './queries';
import { tables } from './tables';

export const loanRoom = implement(loanApi, tables, {
  ...{ ...intake, ...bidding, ...bookings },
  ...{ ...collecting, ...modifying, ...queries },
});
