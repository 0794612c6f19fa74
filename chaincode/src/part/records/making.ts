import { z } from 'zod';
import { line } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { MAX_ASKED } from '../epcis/transformation';
import { uri } from '../../words/uri';

const serial = z.string().min(1).max(30);
/** From one serial number to another, both too. */
export const serials = z
  .strictObject({ from: serial, until: serial })
  .meta({ description: 'the same text with a number after it, like AB1000 to AB1999; both ends too' });
export type Serials = z.output<typeof serials>;

/** What people know of faulty things: class or lot, a lot in master data, serial numbers, days of making. */
export const making = z
  .strictObject({
    class: uri
      .exactOptional()
      .meta({ description: 'a class or a lot, as urn:epc:idpat:…, urn:epc:class:lgtin:… or link' }),
    ilmd: z
      .strictObject({ name: line(300), value: line(MAX_ASKED) })
      .exactOptional()
      .meta({
        description:
          'a field of the master data of the instance or lot and its value: cbvmda:lotNumber, or the whole ' +
          'address of the field',
      }),
    serials: serials.exactOptional(),
    from: day.exactOptional().meta({ description: 'first day of making, on the clocks of the place' }),
    until: day.exactOptional().meta({ description: 'last day of making, that day too' }),
  })
  .refine((asked) => asked.class !== undefined || asked.ilmd !== undefined, {
    message: 'must name a class, a lot or a field of master data',
    path: ['class'],
  });
export type Making = z.output<typeof making>;
