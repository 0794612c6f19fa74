import { onVehicle, vehicles } from '../records/vehicle';
import { maybe } from '../../kit/ref';
import { entrustments, Entrustment } from '../records/entrustment';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { everyone, type Role } from '../../words/role';
import { vehicleErrors as errors } from '../errors';
import { vehicleEvents as events } from '../events';
import { vin } from '../../words/vin';

const holders: readonly Role[] = everyone.filter((role) => role !== 'auditor' && role !== 'registrar');
const toWorkshop = z.strictObject({ vin, workshop: member });

/** Who has a vehicle in its hands, by the word of its owner. */
export const entrustmentOperations = {
  entrust: submit({
    says:
      'Say as holder of the title that a workshop has the vehicle in its hands, until a moment at most 90 ' +
      'days on. Only then may it register devices in it.',
    by: holders,
    request: toWorkshop.extend({ until: instant }),
    on: onVehicle,
    sides: ['holder'],
    loads: ({ vin, workshop }) => ({ before: maybe(entrustments.at(vin, workshop)) }),
    response: Entrustment,
    errors: [errors.TITLE_UNHELD, errors.ENTRUSTED_WRONGLY],
    events: [events.VehicleEntrusted],
  }),
  takeBack: submit({
    says: 'Say as holder of the title that a workshop has the vehicle no longer.',
    by: holders,
    request: toWorkshop,
    on: onVehicle,
    sides: ['holder'],
    loads: ({ vin, workshop }) => ({ given: entrustments.at(vin, workshop) }),
    response: Entrustment,
    errors: [errors.TITLE_UNHELD],
    events: [events.VehicleTakenBack],
  }),
  readEntrustment: evaluate({
    says:
      'Read until when a workshop has a vehicle. For the holder of the title, the workshop, the registrar ' +
      'and the auditor.',
    by: everyone,
    request: toWorkshop,
    loads: ({ vin, workshop }) => ({ vehicle: vehicles.at(vin), given: entrustments.at(vin, workshop) }),
    response: Entrustment,
  }),
};
