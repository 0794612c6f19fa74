import { defineEvents } from '../kit/events';
import { Signing } from './records';

const named = Signing.pick({ room: true, id: true, no: true });

/** Facts about papers: that there are some, never what stands in them. */
export const signingEvents = defineEvents({
  PapersPresented: named,
  PapersSigned: named,
  PapersWithdrawn: named,
});
