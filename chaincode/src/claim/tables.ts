import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { escrowTables } from '../payment/records/escrow';
import { coverTerms } from '../policy/records/policy';
import { vehicles } from '../vehicle/records/vehicle';
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

/** What the operations of a claim read and write; of other rooms what is only read. */
export const tables = {
  ...{
    notices,
    lossSlots,
    lossClaims,
    photos,
    statements,
    crashes,
    claims,
    practices,
    pairings,
    epochs,
    salts,
    fingerprints,
  },
  ...{ exposures, payments, recoveries, settlements, subrogations },
  ...{ parametrics, observations },
  ...reading({ ...escrowTables, coverTerms, vehicles }),
};

export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;
/** Handlers of some of the room's operations. */
export type Carries<Ops extends Record<string, Operation>> = Handlers<Api<'claim', Ops>, typeof tables>;
