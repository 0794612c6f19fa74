import { defineLivingApi } from '../../kit/api';
import { monthLife, pledgeLife, poolLife } from '../life';
import { monthOperations } from './month';
import { noteOperations } from './note';
import { pledgeOperations } from './pledge';
import { poolOperations } from './pool';
import { reportOperations } from './report';

/** All that may be asked about pools of loans, one value. */
export const poolApi = defineLivingApi(
  'pool',
  'Loans sold to investors: pledged by key, paid out month by month in an order that anybody can compute again.',
  { ...poolOperations, ...pledgeOperations, ...monthOperations, ...noteOperations, ...reportOperations },
  { pool: poolLife, pledge: pledgeLife, poolMonth: monthLife },
);
