import { z } from 'zod';
import { uri } from '../../words/uri';
import { vin } from '../../words/vin';
import { party } from './part';
import { salt } from './seal';

/** That one thing is in another, by the salt of its line in the bill of material. */
export const proof = z.strictObject({ parent: uri, child: uri, salt });
export type Proof = z.output<typeof proof>;

/** One step of a recall: an own part that holds what is affected, and whom it went to. */
export const Reached = z.strictObject({
  parent: uri,
  child: uri,
  salt: salt
    .exactOptional()
    .meta({ description: 'opens the line of the sealed bill; missing where that line was not sealed' }),
  customer: party
    .exactOptional()
    .meta({ description: 'whom the part went to; missing while it is still here' }),
  vin: vin.exactOptional(),
});
export type Reached = z.output<typeof Reached>;
