import { bom, price, Sealed } from '../records/seal';
import { z } from 'zod';
import { evaluate, keep, submit } from '../../kit/api';
import { org } from '../../kit/value/text';
import { partEvents as events } from '../events';
import { mayCapture, mayRead } from '../records/role';
import { uri } from '../../words/uri';
import { party } from '../records/part';
import { ofThing } from './event';

/** Prices and bills of material: kept private, sealed publicly. */
export const sealOperations = {
  keepPrice: keep({
    says: 'Keep the price of a part private.',
    by: mayCapture,
    request: ofThing,
    secret: price,
  }),
  keepBom: keep({
    says: 'Keep the bill of material of a part private.',
    by: mayCapture,
    request: ofThing,
    secret: bom,
  }),
  seal: submit({
    says: 'Stand publicly by the seal of a price or bill of material that was kept.',
    by: mayCapture,
    request: Sealed.pick({ epc: true, what: true, seal: true, children: true }),
    response: Sealed,
    events: [events.PartSealed],
  }),
  readSeal: evaluate({
    says: 'Read who stands by which seal.',
    by: mayRead,
    request: z.strictObject({ epc: uri, what: z.enum(['price', 'bom']), party }),
    response: Sealed,
  }),
  revealPrice: evaluate({
    says: 'Read a price that the own organisation keeps.',
    by: mayCapture,
    request: z.strictObject({ epc: uri, org }),
    response: price,
  }),
  revealBom: evaluate({
    says: 'Read a bill of material that the own organisation keeps.',
    by: mayCapture,
    request: z.strictObject({ epc: uri, org }),
    response: bom,
  }),
};
