import { defineLivingApi } from '../../kit/api';
import { birthOperations } from './birth';
import { brandOperations } from './brand';
import { destructionOperations } from './destruction';
import { entrustmentOperations } from './entrustment';
import { exportOperations } from './export';
import { inspectionOperations } from './inspection';
import { recalledLife, vehicleLife } from '../life';
import { lienOperations } from './lien';
import { odometerOperations } from './odometer';
import { recallOperations } from './recall';
import { registrationOperations } from './registration';
import { theftOperations } from './theft';
import { titleOperations } from './title';
import { vehicleOperations } from './vehicle';
import { vinOperations } from './vin';

/** All that may be asked about vehicles, one value. */
export const vehicleApi = defineLivingApi(
  'vehicle',
  'Vehicles: birth, title and liens, brands, odometer, recalls; the end, and the certificate at a sale.',
  {
    ...birthOperations,
    ...vinOperations,
    ...vehicleOperations,
    ...registrationOperations,
    ...titleOperations,
    ...lienOperations,
    ...entrustmentOperations,
    ...brandOperations,
    ...theftOperations,
    ...inspectionOperations,
    ...exportOperations,
    ...destructionOperations,
    ...odometerOperations,
    ...recallOperations,
  },
  { vehicle: vehicleLife, recalledVehicle: recalledLife },
);
