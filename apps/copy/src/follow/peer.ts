import type { Roadbook } from '@roadbook/gateway';
import type { Source } from './source';

/** The chain as the peers of an organisation tell it to its service: `qscc` and chaincode events. */
export const sourceOver = (roadbook: Pick<Roadbook, 'readHeight' | 'readBlock' | 'events'>): Source => ({
  height: () => roadbook.readHeight(),
  block: (number) => roadbook.readBlock(number),
  heard: (signal) => roadbook.events({ from: 'next', signal }),
});
