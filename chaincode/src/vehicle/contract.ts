import { implement } from '../kit/implement';
import { vehicleApi } from './api';
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
import { wmiOf } from './rules/vin';
import { tables } from './tables';

const ofVehicle = ({ vin }: { readonly vin: string }) => ({ vehicles: [[vin]] });

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
  {
    certifyBirth: ({ vin }) => ({ births: [[vin]], vehicles: [[vin]], wmis: [[wmiOf(vin)]] }),
    admit: ({ vin }) => ({ vehicles: [[vin]], wmis: [[wmiOf(vin)]] }),
    sell: ofVehicle,
    register: ({ vin, plateTag }) => ({ vehicles: [[vin]], plates: [[plateTag]], odometers: [[vin]] }),
    offerTitle: ofVehicle,
    acceptTitle: ofVehicle,
    withdrawOffer: ofVehicle,
    passTitle: ofVehicle,
    consentToLien: ofVehicle,
    releaseLien: ofVehicle,
    entrust: ({ vin, workshop }) => ({ vehicles: [[vin]], entrustments: [[vin, workshop]] }),
    takeBack: ({ vin, workshop }) => ({ vehicles: [[vin]], entrustments: [[vin, workshop]] }),
    brandTitle: ofVehicle,
    reportTheft: ofVehicle,
    recordReading: ({ vin, readingId, signature }) => ({
      readings: [[vin, readingId]],
      vehicles: [[vin]],
      odometers: [[vin]],
      ...(signature !== undefined && { births: [[vin]] }),
    }),
    replaceOdometer: ({ vin, replacementId }) => ({
      replacements: [[vin, replacementId]],
      vehicles: [[vin]],
      odometers: [[vin]],
    }),
    recallVehicle: ({ vin, campaign }) => ({ recalledVehicles: [[vin, campaign]], recalls: [[campaign]], vehicles: [[vin]] }),
    completeRecall: ({ vin, campaign }) => ({ recalledVehicles: [[vin, campaign]] }),
  },
);
