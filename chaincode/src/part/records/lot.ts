import { z } from 'zod';
import { table } from '../../kit/table';
import { id, sha256Hex } from '../../kit/value/text';
import { decimal } from '../epcis/extension';
import { uri } from '../../words/uri';
import { Emptying, generationKey, hows, party } from './part';

/** Most events that put one lot into one thing or take it out. */
export const MAX_ENTRIES = 64;
/** Most lots that BLOCK notifications hold in the hands of one party. */
export const MAX_HELD = 500;

/**
 * That an event names a lot or a class of things. What a lot was made of and went into older ledgers have
 * here alone.
 */
export const LotUse = z.strictObject({
  lot: uri,
  hash: sha256Hex,
  as: z.enum(['object', 'child', 'input', 'output']),
});
export type LotUse = z.output<typeof LotUse>;

/** One event that put some of a lot into a thing, or took some out; without a quantity all of it. */
export const LotEntry = z.strictObject({
  event: sha256Hex,
  out: z.literal(true).exactOptional(),
  quantity: decimal.exactOptional(),
  uom: z.string().max(3).exactOptional(),
});
export type LotEntry = z.output<typeof LotEntry>;

/** What of a lot is in a thing. */
export const LotInside = z.strictObject({
  parent: uri,
  generation: Emptying.shape.generation,
  lot: uri,
  how: z.enum(hows),
  entries: z.array(LotEntry).max(MAX_ENTRIES),
  gone: z.literal(true).exactOptional().meta({ description: 'all of it was taken out' }),
});
export type LotInside = z.output<typeof LotInside>;

/** The lots that a party must not send on, each with the acknowledged BLOCK notifications that hold it. */
export const HeldLots = z.strictObject({
  party,
  lots: z.array(z.strictObject({ lot: uri, notifications: z.array(id).min(1).max(16) })).max(MAX_HELD),
});
export type HeldLots = z.output<typeof HeldLots>;

export const lotUses = table({
  kind: 'lot-use',
  v: 1,
  schema: LotUse,
  id: ({ lot, hash, as }) => [lot, hash, as],
});
export const lotsInside = table({
  kind: 'lot-inside',
  v: 1,
  schema: LotInside,
  id: ({ parent, generation, lot }) => [parent, generationKey(generation), lot],
  indexes: { byLot: ({ lot, gone }: LotInside) => (gone ? undefined : [lot]) },
});
export const heldLots = table({ kind: 'held-lots', v: 1, schema: HeldLots, id: (record) => [record.party] });
