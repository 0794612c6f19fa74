import { canonicalLink } from '../gs1/link';
import { z } from 'zod';
import { table } from '../../kit/table';
import { count, id, member, org, sha256Hex } from '../../kit/value/text';
import { uri } from '../../words/uri';

/** What a part goes through, and who may bring it there. */
export const partStatuses = [
  'uncommissioned',
  'active',
  'in_transit',
  'packed',
  'fitted',
  'removed',
  'consumed',
  'decommissioned',
  'destroyed',
  'withdrawn',
] as const;
export type PartStatus = (typeof partStatuses)[number];

/** An organisation, for its staff, or a member who acts for itself. */
export const party = z
  .union([org, member])
  .meta({ description: 'an organisation, or a member as organisation/name' });

/**
 * Signs that a part is not what it says, or not where it should be. They are recorded, never refused: the
 * sighting itself is the evidence.
 */
export const flags = [
  'never_commissioned',
  'commissioned_twice',
  'reappeared',
  'two_parents',
  'seen_elsewhere',
  'custody_break',
  'disputed',
] as const;
export const flag = z.enum(flags);
export type Flag = z.output<typeof flag>;

/** Most persistent dispositions of one part. */
export const MAX_MARKS = 40;
/** Most BLOCK notifications that hold one part at a time. */
export const MAX_BLOCKS = 16;

/** Where a part stands: everything that an event declared false takes back. */
export const PartState = z.strictObject({
  status: z.enum(partStatuses),
  custodian: party.meta({ description: 'who holds it; for a packed part its container decides' }),
  parent: z
    .strictObject({ id: uri, generation: count(1_000_000) })
    .exactOptional()
    .meta({ description: 'what it is packed or fitted in, and the parent’s generation then' }),
  transit: z
    .strictObject({ from: party, to: party.exactOptional(), destination: uri.exactOptional() })
    .exactOptional()
    .meta({ description: 'who shipped it, and to whom if the event said so' }),
  dispositions: z
    .array(z.string().max(300))
    .max(MAX_MARKS)
    .exactOptional()
    .meta({ description: 'persistent dispositions, sorted' }),
  maker: party.exactOptional().meta({ description: 'who commissioned it' }),
  companyPrefix: z
    .enum(['registered', 'unregistered'])
    .exactOptional()
    .meta({
      description:
        'whether the GS1 company prefix of the serial was registered for its maker then; missing where ' +
        'there is none',
    }),
  madeBy: sha256Hex
    .exactOptional()
    .meta({ description: 'the event that commissioned it or transformed inputs into it' }),
  usedBy: sha256Hex.exactOptional().meta({ description: 'the transformation that consumed it' }),
  setBy: sha256Hex.meta({ description: 'the event that brought it into this state' }),
});
export type PartState = z.output<typeof PartState>;

/**
 * A thing with an identity of its own: a part, a container, a vehicle. Its events hang together as a chain
 * from `lastEvent` backwards.
 */
export const Part = z.strictObject({
  epc: uri.meta({ description: 'canonical GS1 Digital Link, or another URI' }),
  state: PartState,
  flags: z
    .array(z.strictObject({ flag, event: sha256Hex }))
    .max(flags.length)
    .meta({ description: 'each sign once, with the first event that showed it' }),
  generation: count(1_000_000).meta({
    description: 'how often it was emptied at a stroke; children of an older generation are out',
  }),
  emptiedBy: party.exactOptional().meta({ description: 'who emptied it last and so holds what was in it' }),
  blocks: z
    .array(id)
    .max(MAX_BLOCKS)
    .exactOptional()
    .meta({ description: 'the acknowledged BLOCK notifications that hold it where it is' }),
  lastEvent: sha256Hex,
  events: count(1_000_000_000),
  disposition: z.string().max(300).exactOptional().meta({ description: 'as last reported' }),
  place: uri.exactOptional().meta({ description: 'readPoint or bizLocation last reported' }),
});
export type Part = z.output<typeof Part>;

/**
 * What an event did to one thing: the event before it in that thing's chain, and the state that it replaced.
 */
export const Touch = z.strictObject({
  epc: uri,
  previous: sha256Hex.exactOptional(),
  before: PartState.exactOptional(),
  changed: z.boolean().meta({ description: 'whether it changed the state' }),
});
export type Touch = z.output<typeof Touch>;

export const parts = table({
  kind: 'part',
  v: 1,
  schema: Part,
  id: ({ epc }) => [epc],
  sides: { maker: ({ state }: Part) => state.maker },
});

/** The thing that a request names by its EPC, as URN or link. */
export const onPart = ({ epc }: { readonly epc: string }) => parts.at(canonicalLink(epc));
