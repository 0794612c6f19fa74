import { anchors } from '../evidence/records/anchor';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import { loans } from '../loan/records/loan';
import { repossessions } from '../loan/records/repossession';
import { entries } from '../loan/records/entry';
import { escrowTables } from '../payment/records/escrow';
import { coverTerms, policies } from '../policy/records/policy';
import { odometers } from '../vehicle/records/odometer';
import { vehicles } from '../vehicle/records/vehicle';
import { accidents } from '../vehicle/records/registry';
import { crashes } from './records/crash';
import { exposures, payments, recoveries, settlements, subrogations } from './records/exposure';
import { observations, parametrics } from './records/parametric';
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
} from './records/claim';

/** What the operations of a claim read and write: its own tables, and those of policy, vehicle and loan that a claim changes with it. */
export const tables = {
  ...{ notices, lossSlots, lossClaims, photos, statements, crashes, claims, practices, pairings, epochs, salts, fingerprints },
  ...{ exposures, payments, recoveries, settlements, subrogations },
  ...{ parametrics, observations },
  ...escrowTables,
  ...{ policies, coverTerms, vehicles, odometers, accidents, anchors },
  ...{ loans, entries, repossessions, zones },
};

export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
