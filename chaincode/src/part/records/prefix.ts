import { z } from 'zod';
import { table } from '../../kit/table';
import { line } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { party } from './part';

export const HEAD = 6;
/** Most company prefixes that begin with the same six digits. */
export const MAX_OF_HEAD = 200;

/** Digits that GS1 licensed to one company; every key that it makes begins with them. */
export const CompanyPrefix = z.strictObject({
  prefix: z
    .string()
    .regex(/^\d{6,12}$/, 'must be 6 to 12 digits')
    .meta({ description: 'GS1 company prefix', examples: ['4012345'] }),
  party,
  company: line(100).meta({ description: 'as GS1 registered it' }),
  at: instant.meta({ description: 'when it was registered here' }),
});
export type CompanyPrefix = z.output<typeof CompanyPrefix>;

/**
 * A key does not show how long its company prefix is, so those with the same six first digits are one record:
 * one read finds the owner.
 */
export const PrefixBlock = z.strictObject({
  head: z.string().regex(/^\d{6}$/),
  prefixes: z.array(CompanyPrefix).max(MAX_OF_HEAD),
});
export type PrefixBlock = z.output<typeof PrefixBlock>;

export const prefixBlocks = table({
  kind: 'company-prefix',
  v: 1,
  schema: PrefixBlock,
  id: ({ head }) => [head],
});

export const headOf = (digits: string): string => digits.slice(0, HEAD);
