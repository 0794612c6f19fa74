import { implement } from '../kit/implement';
import { vehicleApi } from './api';
import { birthWiring } from './handlers/birth';
import { entrustWiring } from './handlers/entrustment';
import { fateWiring } from './handlers/brand';
import { odometerWiring } from './handlers/odometer';
import { tables } from './tables';
import { titleWiring } from './handlers/title';
import { wmiOf } from './rules/vin';

const ofVehicle = ({ vin }: { readonly vin: string }) => ({ vehicles: [[vin]] });

export const vehicleRoom = implement(
  vehicleApi,
  tables,
  { ...birthWiring, ...titleWiring, ...entrustWiring, ...fateWiring, ...odometerWiring },
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
