import { z } from 'zod';
import { maybe } from '../../kit/ref';
import { anybody, ruled, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { id, line, member, org } from '../../kit/value/text';
import { roleNames } from '../../words/role';

export const role = z.enum(roleNames).meta({ description: 'the part that a caller plays' });
export const standing = z.enum(['active', 'suspended']);

/**
 * Who keeps a party suspended, and for which side: the registry, or the organisation that enrolled it. Only
 * that side ends it.
 */
export const Suspension = z.strictObject({ side: z.enum(['registry', 'organisation']), by: member });
export type Suspension = z.output<typeof Suspension>;
const suspendedBy = z
  .array(Suspension)
  .max(2)
  .optional()
  .meta({ description: 'who keeps it suspended; not given for what was suspended before this was recorded' });

/** An organisation of the consortium: it runs a peer and a certificate authority, and enrols members. */
export const Organisation = z.strictObject({
  org: org.meta({ description: 'MSP id' }),
  kind: z
    .enum(['manufacturer', 'lender', 'insurer', 'registry'])
    .meta({ description: 'what it is; only a registry admits others' }),
  confers: z
    .array(role)
    .min(1)
    .max(roleNames.length)
    .meta({ description: 'roles that its certificates may name' }),
  standing,
  suspendedBy,
  collection: z
    .literal(true)
    .optional()
    .meta({
      description:
        'its private facts were in a collection of its own from the first; older ones may lie in the ' +
        'implicit one',
    }),
});
export type Organisation = z.output<typeof Organisation>;

/**
 * A person or small business that an organisation enrolled. Without a record the certificate alone speaks for
 * it.
 */
export const Member = z.strictObject({
  member,
  role: role
    .optional()
    .meta({ description: 'not given for whom nobody registered: its certificate names the role' }),
  standing,
  suspendedBy,
  reason: line(200).optional().meta({ description: 'why it is suspended; nothing personal' }),
});
export type Member = z.output<typeof Member>;

/**
 * A court's order that ends a suspension whoever imposed it: recorded by one person, carried out by a second
 * of another organisation.
 */
export const CourtOrder = z.strictObject({
  party: z.union([org, member]),
  courtOrderId: id,
  askedBy: member,
  confirmedBy: member.optional(),
});
export type CourtOrder = z.output<typeof CourtOrder>;

/** That the consortium was founded, once in the life of the ledger, whoever asks. */
export const Founding = z.strictObject({ by: org });

/** The organisation of a member, or the organisation itself. */
export const homeOf = (party: string): string => party.split('/')[0] ?? party;

/** The one key of the founding. */
export const ONCE = 'once';
export const foundings = table({ kind: 'founding', v: 1, schema: Founding, id: () => [ONCE] });
export const organisations = table({
  kind: 'organisation',
  v: 1,
  schema: Organisation,
  id: ({ org: id }) => [id],
  sides: {
    ...{ itself: ({ org: id }: Organisation) => id, registrar: whoever('registrar') },
    // Two persons of two other organisations, who name the order of a court (rules/suspension.ts).
    court: ruled,
    anybody,
  },
});
export const members = table({
  kind: 'member',
  v: 1,
  schema: Member,
  id: (record) => record.member.split('/'),
  sides: {
    ...{ itself: (record: Member) => record.member, registrar: whoever('registrar') },
    // The staff of the organisation that enrolled it.
    home: (record: Member) => homeOf(record.member),
    court: ruled,
    anybody,
  },
});
export const courtOrders = table({
  kind: 'reinstatement',
  v: 1,
  schema: CourtOrder,
  id: ({ party, courtOrderId }) => [party, courtOrderId],
});

/** What says whether a member is suspended: its own record, if there is one, and that of its organisation. */
export const standingOf = (member: string) => ({
  home: maybe(organisations.at(homeOf(member))),
  member: maybe(members.at(...member.split('/'))),
});
