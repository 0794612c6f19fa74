import { z } from 'zod';
import { count } from '../../kit/value/text';
import { day } from '../../kit/value/time';
import { minor } from './servicing';

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
