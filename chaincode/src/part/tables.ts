import type { Api, Operation } from '../kit/api';
import type { Handlers } from '../kit/implement';
import type { TxOf } from '../kit/tx';
import { notifications } from './records/notification';
import { formerPassports, passports } from './records/passport';
import { emptyings, parts } from './records/part';
import { declarations } from './records/declaration';
import { documents } from './records/document';
import { events } from './records/event';
import { heldLots, lotsInside, lotUses } from './records/lot';
import { boms, prices, seals } from './records/seal';
import { prefixBlocks } from './records/prefix';
import { reportDigests, reports } from './records/report';
import { warrantyClaims } from './records/warrantyclaim';

/** Every table of the room. */
export const tables = {
  events,
  parts,
  emptyings,
  lotsInside,
  heldLots,
  lotUses,
  declarations,
  documents,
  prefixBlocks,
  seals,
  prices,
  boms,
  notifications,
  reportDigests,
  reports,
  warrantyClaims,
  passports,
  formerPassports,
};
export type ReadTx = TxOf<'evaluate', typeof tables>;
export type WriteTx = TxOf<'submit', typeof tables>;

/** Handlers of a part of the api. */
export type HandlersOf<Ops extends Record<string, Operation>> = Handlers<Api<'part', Ops>, typeof tables>;
