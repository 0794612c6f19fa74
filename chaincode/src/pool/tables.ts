import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import { reading } from '../kit/table';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import { credentials } from '../identity/records/credential';
import { dids } from '../identity/records/did';
import { trustedIssuers } from '../identity/records/trust';
import { entries } from '../loan/records/entry';
import { loans } from '../loan/records/loan';
import { moneyTables } from '../payment/records/money';
import { assetFacts, assets, pledges } from './records/asset';
import { months, rows } from './records/month';
import { holdings, noteTransfers, paidHolders } from './records/note';
import { pools, poolTerms } from './records/pool';
import { qualifications } from './records/qualification';

/** Own tables; loans and their entries, credentials and money, which are read and moved by their doors. */
export const tables = {
  ...{ pools, poolTerms, pledges, assets, assetFacts, rows, months },
  ...{ holdings, paidHolders, noteTransfers, qualifications },
  ...reading({ loans, entries, credentials, dids, trustedIssuers, zones, ...moneyTables }),
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;
export type PoolHandlers<Ops extends Record<string, Operation>> = Handlers<Api<'pool', Ops>, typeof tables>;
