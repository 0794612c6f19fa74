import { classOf } from '../gs1/level';
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
/** Most things that claim at one time to have one part in them. */
export const MAX_CLAIMS = 16;
/** Most levels of things within things; deeper, nobody could say in time who holds what. */
export const MAX_NESTING = 32;
/** Most things in one container that hold lots, or that a BLOCK holds. */
export const MAX_CARRIED = 2_000;
/** Most events without effect on which later ones built. */
const MAX_DISPUTES = 40;

const generation = count(1_000_000);
/** How a thing is in another one. */
export const hows = ['packed', 'fitted'] as const;

/** What else claims to have the part in it, until somebody who may say settles it. */
export const Claim = z.strictObject({
  id: uri,
  generation,
  how: z.enum(hows),
  by: party.meta({ description: 'who said so' }),
  event: sha256Hex.meta({ description: 'the event that says so' }),
});
export type Claim = z.output<typeof Claim>;

/** Where a part stands: everything that an event declared false takes back. */
export const PartState = z.strictObject({
  status: z.enum(partStatuses),
  custodian: party.meta({ description: 'who holds it; for a packed part its container decides' }),
  parent: z
    .strictObject({ id: uri, generation, event: sha256Hex.exactOptional() })
    .exactOptional()
    .meta({
      description:
        'what it is packed or fitted in, the parent’s generation then, and the event that says so where ' +
        'another one set the state since',
    }),
  claims: z
    .array(Claim)
    .max(MAX_CLAIMS)
    .exactOptional()
    .meta({ description: 'what else claims to have it; two are a sign' }),
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

const carrying = z.array(uri).min(1).max(MAX_CARRIED).exactOptional();

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
  generation: generation.meta({
    description: 'how often it was emptied at a stroke; children of an older generation are out',
  }),
  emptiedBy: party.exactOptional().meta({ description: 'who emptied it last and so holds what was in it' }),
  blocks: z
    .array(id)
    .max(MAX_BLOCKS)
    .exactOptional()
    .meta({ description: 'the acknowledged BLOCK notifications that hold it where it is' }),
  ahead: z
    .array(z.strictObject({ party, notification: id }))
    .max(MAX_BLOCKS)
    .exactOptional()
    .meta({
      description: 'acknowledged BLOCK notifications that hold it once it is in the hands of a party',
    }),
  lots: z.literal(true).exactOptional().meta({ description: 'lots were put into it' }),
  lotsIn: carrying.meta({ description: 'what in it holds lots, or holds what does' }),
  blockedIn: carrying.meta({ description: 'what in it a BLOCK notification holds, or holds what is held' }),
  tall: count(MAX_NESTING)
    .exactOptional()
    .meta({ description: 'how many levels of things are in it at most' }),
  disputes: z
    .array(sha256Hex)
    .max(MAX_DISPUTES)
    .exactOptional()
    .meta({ description: 'events that do not count, on which later ones built' }),
  linked: z.literal(true).exactOptional().meta({
    description: 'all that was put into it stands in the index; older things have it in their events',
  }),
  hosted: z.literal(true).exactOptional().meta({ description: 'something was put into it' }),
  used: z.literal(true).exactOptional().meta({ description: 'it was an input of a transformation' }),
  made: z.literal(true).exactOptional().meta({ description: 'it was an output of a transformation' }),
  lastEvent: sha256Hex,
  events: count(1_000_000_000),
  disposition: z.string().max(300).exactOptional().meta({ description: 'as last reported' }),
  place: uri.exactOptional().meta({ description: 'readPoint or bizLocation last reported' }),
});
export type Part = z.output<typeof Part>;

/** What of a state was otherwise before; `null` is what it did not have. */
const Was = z.strictObject({
  status: PartState.shape.status.exactOptional(),
  custodian: party.exactOptional(),
  parent: PartState.shape.parent.unwrap().nullable().exactOptional(),
  claims: PartState.shape.claims.unwrap().nullable().exactOptional(),
  transit: PartState.shape.transit.unwrap().nullable().exactOptional(),
  dispositions: PartState.shape.dispositions.unwrap().nullable().exactOptional(),
  maker: party.nullable().exactOptional(),
  companyPrefix: PartState.shape.companyPrefix.unwrap().nullable().exactOptional(),
  madeBy: sha256Hex.nullable().exactOptional(),
  usedBy: sha256Hex.nullable().exactOptional(),
  setBy: sha256Hex.exactOptional().meta({ description: 'the previous event where it is missing' }),
});
export type Was = z.output<typeof Was>;

/**
 * What an event did to one thing: the event before it in that thing's chain, and what of the state it
 * changed.
 */
export const Touch = z.strictObject({
  epc: uri,
  previous: sha256Hex.exactOptional(),
  before: PartState.exactOptional().meta({ description: 'the whole state, as older events have it' }),
  was: Was.exactOptional(),
  changed: z.boolean().meta({ description: 'whether it changed the state' }),
  signs: z.array(flag).max(flags.length).exactOptional().meta({ description: 'the signs that it shows' }),
  emptied: generation
    .exactOptional()
    .meta({ description: 'the generation that it began by taking everything out' }),
});
export type Touch = z.output<typeof Touch>;

/** That a thing was emptied at a stroke: what was in it before is out, each without an event of its own. */
export const Emptying = z.strictObject({
  epc: uri,
  generation,
  by: party,
  held: z.boolean().meta({ description: 'whether who did it held the thing' }),
  void: z.literal(true).exactOptional().meta({ description: 'its event does not count' }),
  ...Part.pick({ lots: true, lotsIn: true, blockedIn: true, tall: true }).shape,
});
export type Emptying = z.output<typeof Emptying>;

/** A generation as part of a key. */
export const generationKey = (number: number): string => String(number).padStart(6, '0');

export const parts = table({
  kind: 'part',
  v: 3,
  schema: Part,
  id: ({ epc }) => [epc],
  indexes: {
    inside: ({ state: { parent, claims = [] } }: Part) =>
      [...(parent ? [parent] : []), ...claims].map(({ id: of, generation: at }) => [of, generationKey(at)]),
    /** By its class while nobody has said to have made it; what was made is found by the event. */
    unmade: ({ epc, state }: Part) => {
      const kind = state.madeBy === undefined ? classOf(epc)?.of : undefined;
      return kind === undefined ? undefined : [kind];
    },
  },
  sides: { maker: ({ state }: Part) => state.maker },
});
export const emptyings = table({
  kind: 'emptying',
  v: 1,
  schema: Emptying,
  id: (record) => [record.epc, generationKey(record.generation)],
});

/** The key of a thing, however its id is spelled. */
export const keyOfThing = (spelling: string): string => canonicalLink(spelling);

/** The thing that a request names by its EPC, as URN or link. */
export const onPart = ({ epc }: { readonly epc: string }) => parts.at(canonicalLink(epc));
