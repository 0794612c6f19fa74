import { implement } from '../kit/implement';
import { vehicleApi } from './api';
import { birthWiring } from './birthwiring';
import { entrustWiring } from './entrustwiring';
import { fateWiring } from './fatewiring';
import { odometerWiring } from './odometerwiring';
import { tables } from './tables';
import { titleWiring } from './titlewiring';
import { trustWiring } from './trustwiring';
import { wmiOf } from './vin';

const ofVehicle = ({ vin }: { readonly vin: string }) => ({ vehicles: [[vin]] });

export const vehicleRoom = implement(
  vehicleApi,
  tables,
  { ...birthWiring, ...titleWiring, ...entrustWiring, ...fateWiring, ...odometerWiring, ...trustWiring },
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
