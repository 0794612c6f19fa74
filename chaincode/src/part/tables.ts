import { notices } from './notice';
import { passports } from './passport';
import { boms, declarations, events, lotUses, parts, prices, seals } from './records';
import { prefixBlocks } from './prefix';
import { reportDigests, reports } from './report';
import { warrantyClaims } from './warranty';

/** Every table of the room. */
export const tables = {
  events,
  parts,
  lotUses,
  declarations,
  prefixBlocks,
  seals,
  prices,
  boms,
  notices,
  reportDigests,
  reports,
  warrantyClaims,
  passports,
};
