import { implement } from '../kit/implement';
import { vehicleApi } from './api';
import { vehicleAnswers } from './door';
import { birthHandlers } from './handlers/birth';
import { brandHandlers } from './handlers/brand';
import { destructionHandlers } from './handlers/destruction';
import { entrustmentHandlers } from './handlers/entrustment';
import { exportHandlers } from './handlers/export';
import { inspectionHandlers } from './handlers/inspection';
import { lienHandlers } from './handlers/lien';
import { odometerHandlers } from './handlers/odometer';
import { recallHandlers } from './handlers/recall';
import { registrationHandlers } from './handlers/registration';
import { theftHandlers } from './handlers/theft';
import { titleHandlers } from './handlers/title';
import { vehicleHandlers } from './handlers/vehicle';
import { vinHandlers } from './handlers/vin';
import { tables } from './tables';

export const vehicleRoom = implement(
  vehicleApi,
  tables,
  {
    ...birthHandlers,
    ...vinHandlers,
    ...vehicleHandlers,
    ...registrationHandlers,
    ...titleHandlers,
    ...lienHandlers,
    ...entrustmentHandlers,
    ...brandHandlers,
    ...theftHandlers,
    ...inspectionHandlers,
    ...exportHandlers,
    ...destructionHandlers,
    ...odometerHandlers,
    ...recallHandlers,
  },
  {},
  vehicleAnswers,
);
