import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { births, namedThings, wmis } from './records/birth';
import { entrustments } from './records/entrustment';
import { odometerPages, odometers, readings, replacements } from './records/odometer';
import { recalledVehicles, recalls } from './records/recall';
import { vehicles } from './records/vehicle';
import { accidents } from './records/accident';
import { inspections } from './records/inspection';
import { dismantlers } from './records/dismantler';
import { plates } from './records/plate';
import { titles } from './records/title';

export const tables = {
  vehicles,
  births,
  namedThings,
  wmis,
  titles,
  plates,
  dismantlers,
  entrustments,
  inspections,
  accidents,
  odometers,
  odometerPages,
  readings,
  replacements,
  recalls,
  recalledVehicles,
};
export type ReadTx = TxOf<'evaluate', typeof tables>;
export type WriteTx = TxOf<'submit', typeof tables>;

/** Handlers of a part of the api. */
export type HandlersOf<Ops extends Record<string, Operation>> = Handlers<Api<'vehicle', Ops>, typeof tables>;
