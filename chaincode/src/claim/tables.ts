import { anchors } from '../evidence/records';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/zone';
import { entries, loans, repossessions } from '../loan/records';
import { escrowTables } from '../payment/boxes';
import { allTerms, policies } from '../policy/records';
import { odometers } from '../vehicle/odometer';
import { vehicles } from '../vehicle/records';
import { accidents } from '../vehicle/registry';
import { crashes } from './crash';
import { exposures, payments, recoveries, settlements, subrogations } from './finance';
import { observations, parametrics } from './parametric';
import {
  claims,
  epochs,
  fingerprints,
  lossClaims,
  lossSlots,
  notices,
  pairings,
  photos,
  practices,
  salts,
  statements,
} from './records';

/** What the operations of a claim read and write: its own tables, and those of policy, vehicle and loan that a claim changes with it. */
export const tables = {
  ...{ notices, lossSlots, lossClaims, photos, statements, crashes, claims, practices, pairings, epochs, salts, fingerprints },
  ...{ exposures, payments, recoveries, settlements, subrogations },
  ...{ parametrics, observations },
  ...escrowTables,
  ...{ policies, allTerms, vehicles, odometers, accidents, anchors },
  ...{ loans, entries, repossessions, zones },
};

export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
