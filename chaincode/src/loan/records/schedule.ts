import { z } from 'zod';
import { count } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { minor } from './servicing';

/** Up to 1,000,000 %, where what is above ends too. */
const ratePpm = count(520_000_000_000);

/** The price of terms as regulators want it told. */
export const price = z.strictObject({
  aprPpm: ratePpm.meta({
    description: 'annual percentage rate, parts per million (12 CFR 1026.22 and Appendix J, actuarial)',
  }),
  aprcPpm: ratePpm.meta({
    description: 'annual percentage rate of charge, parts per million (Directive 2008/48/EC, Annex I)',
  }),
  charge: minor.meta({ description: 'interest and the charge at the start, minor units' }),
  total: minor.meta({ description: 'all that the borrower pays, minor units' }),
});
export type Price = z.output<typeof price>;

export const rows = z
  .array(
    z.strictObject({
      ...{
        number: count(480, 1),
        dueOn: day,
        instalment: minor,
        interest: minor,
        principal: minor,
        balance: minor,
      },
    }),
  )
  .max(480)
  .meta({ description: 'amounts in minor units' });
