import { defineApi } from '../../kit/api';
import { birthOperations } from './birth';
import { entrustOperations } from './entrustment';
import { fateOperations } from './brand';
import { odometerOperations } from './odometer';
import { titleOperations } from './title';

export const vehicleApi = defineApi(
  'vehicle',
  'Vehicles: birth, title and liens, brands, odometer, recalls; the end, and the certificate at a sale.',
  {
    ...birthOperations,
    ...titleOperations,
    ...entrustOperations,
    ...fateOperations,
    ...odometerOperations,
  },
);
