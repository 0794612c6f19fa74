import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, line, member, org, ppm } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';

/** Who may hold a title: a member, or an organisation. */
export const holder = z
  .union([member, org])
  .meta({ description: 'a member as organisation/name, or an organisation' });

/** Most co-owners of one vehicle. */
export const MAX_HOLDERS = 8;
const WHOLE = 1_000_000;

/**
 * Several own it: each with a share of the say, parts per million. What is done to the title needs the word of
 * holders of `needsPpm`: all of it where co-owners dispose only together (BGB § 747), more than half where the
 * majority decides.
 */
export const Shared = z
  .strictObject({
    holders: z
      .array(z.strictObject({ holder, sayPpm: ppm() }))
      .min(2)
      .max(MAX_HOLDERS),
    needsPpm: count(WHOLE, 1),
  })
  .refine(({ holders }) => holders.reduce((sum, { sayPpm }) => sum + sayPpm, 0) === WHOLE, {
    error: 'the shares must add up to 1,000,000',
  })
  .refine(({ holders }) => new Set(holders.map((one) => one.holder)).size === holders.length, {
    error: 'nobody holds two shares',
  });
export type Shared = z.infer<typeof Shared>;

/** Why a title passed without an offer. */
export const transferReason = z.enum([
  'inheritance',
  'court',
  'insolvency',
  'merger',
  'division',
  'correction',
]);

/** One holding of the title; they are numbered from 1, so a list is the chain of owners. */
export const Title = z.strictObject({
  vin,
  no: count(1000, 1),
  /** The registration or offer that it came by. */
  titleId: id,
  /** With several, the one in whose name it is registered. */
  holder,
  shared: Shared.optional(),
  from: z.union([member, org]).optional(),
  since: instant,
  reason: transferReason.optional(),
  /** The deed or judgement that the registrar saw. */
  reference: line(64).optional(),
});
export type Title = z.infer<typeof Title>;

/** The key of a holding of the title: text order is the order of the holdings. */
export const titleKey = (vin: string, no: number): [vin: string, no: string] => [
  vin,
  no.toString().padStart(4, '0'),
];

export const titles = table({
  kind: 'title',
  v: 1,
  schema: Title,
  id: (record) => titleKey(record.vin, record.no),
});
