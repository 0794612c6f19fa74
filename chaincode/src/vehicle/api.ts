import { defineApi } from '../kit/api';
import { birthOperations } from './birthapi';
import { entrustOperations } from './entrustapi';
import { fateOperations } from './fateapi';
import { odometerOperations } from './odometerapi';
import { titleOperations } from './titleapi';
import { trustOperations } from './trust';

export const vehicleApi = defineApi(
  'vehicle',
  'Vehicles: birth, title and liens, brands, odometer, recalls, the end, and the trust chain.',
  {
    ...birthOperations,
    ...titleOperations,
    ...entrustOperations,
    ...fateOperations,
    ...odometerOperations,
    ...trustOperations,
  },
);
