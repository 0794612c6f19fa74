import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
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
import { exposures } from './records/exposure';
import { subrogations } from './records/subrogation';
import { settlements } from './records/settlement';
import { payments, recoveries } from './records/payment';
import { observations, parametrics } from './records/parametric';
import { claims } from './records/claim';
import { epochs, fingerprints, salts } from './records/fingerprint';
import { pairings, practices } from './records/practice';
import { lossClaims, lossSlots, notices, photos, statements } from './records/notice';

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
/** Handlers of some of the room's operations. */
export type Carries<Ops extends Record<string, Operation>> = Handlers<Api<'claim', Ops>, typeof tables>;
