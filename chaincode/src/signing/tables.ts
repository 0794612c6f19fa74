import { reading } from '../kit/table';
import { loans } from '../loan/records/loan';
import { policies } from '../policy/records/policy';
import { rentals } from '../rental/records/rental';
import { signings } from './records';

/** Own papers; contracts of other rooms, which are read only. */
export const tables = { signings, ...reading({ loans, policies, rentals }) };
