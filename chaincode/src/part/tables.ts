import { notices } from './records/notification';
import { passports } from './records/passport';
import { boms, declarations, events, lotUses, parts, prices, seals } from './records/part';
import { prefixBlocks } from './records/prefix';
import { reportDigests, reports } from './records/report';
import { warrantyClaims } from './records/warrantyclaim';

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
