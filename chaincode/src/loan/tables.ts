import { reading } from '../kit/table';
import type { Telling, Tx, TxOf } from '../kit/tx';
import { moneyTables } from '../payment/records/money';
import { zones, type Zone } from '../kit/value/zone';
import { bidFacts, bidsClosed, loanBids } from './records/bid';
import { mandates } from './records/mandate';
import { models } from './records/model';
import { modifications } from './records/modification';
import { loans } from './records/loan';
import { reasonings, scorecards, underwritings } from './records/scorecard';
import { repossessions } from './records/repossession';
import { entries, quotes } from './records/entry';
import { applications, decisions } from './records/application';
import type { Found } from '../kit/ledger/rows';

/** What the room reads and writes; the lien is in the record of the vehicle, behind its door. */
export const tables = {
  ...{
    scorecards,
    applications,
    decisions,
    loans,
    entries,
    quotes,
    repossessions,
    underwritings,
    reasonings,
    loanBids,
    bidsClosed,
    bidFacts,
    modifications,
    mandates,
    models,
  },
  ...reading(moneyTables),
  zones,
};
export type Writing = TxOf<'submit', typeof tables>;
export type Reading = TxOf<'evaluate', typeof tables>;

/** What saving a booking needs, whatever room it happens in. */
export type Saving = Tx & Telling & Pick<Writing, 'loans' | 'entries' | 'repossessions'> & Clocked;
export interface Clocked {
  readonly now: string;
  readonly zones: Pick<Found<Zone>, 'get'>;
}
