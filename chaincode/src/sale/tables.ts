import { reading } from '../kit/table';
import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { zones } from '../kit/value/zone';
import { loans } from '../loan/records/loan';
import { members, organisations } from '../member/records/member';
import { moneyTables } from '../payment/records/money';
import { certificateTables } from '../vehicle/door';
import { titles } from '../vehicle/records/title';
import { auctions, bids, callings } from './records/auction';
import { deposits } from './records/deposit';
import { closings, openings, reserves } from './records/opening';
import { agreements, trades } from './records/trade';
import { listings, reports } from './records/listing';

/** Own tables, and those of the rooms whose facts change hands with the vehicle. */
export const tables = {
  ...reading({ ...certificateTables, titles, loans, ...moneyTables, members, organisations }),
  zones,
  ...{ listings, reports, trades, agreements },
  ...{ auctions, bids, callings, closings, openings, reserves, deposits },
};
export type Reading = TxOf<'evaluate', typeof tables>;
export type Writing = TxOf<'submit', typeof tables>;
export type SaleHandlers<Ops extends Record<string, Operation>> = Handlers<Api<'sale', Ops>, typeof tables>;
