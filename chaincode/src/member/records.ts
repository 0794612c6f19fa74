import { z } from 'zod';
import { table } from '../kit/table';
import { line, member, org } from '../kit/text';
import { roleNames } from './roles';

export const role = z.enum(roleNames).meta({ description: 'the part that a caller plays' });
export const standing = z.enum(['active', 'suspended']);

/** An organisation of the consortium: it runs a peer and a certificate authority, and enrols members. */
export const Organisation = z.strictObject({
  org: org.meta({ description: 'MSP id' }),
  kind: z
    .enum(['manufacturer', 'lender', 'insurer', 'registry'])
    .meta({ description: 'what it is; only a registry admits others' }),
  confers: z.array(role).min(1).max(roleNames.length).meta({ description: 'roles that its certificates may name' }),
  standing,
});
export type Organisation = z.output<typeof Organisation>;

/** A person or small business that an organisation enrolled. Without a record the certificate alone speaks for it. */
export const Member = z.strictObject({
  member,
  role,
  standing,
  reason: line(200).optional().meta({ description: 'why it is suspended; nothing personal' }),
});
export type Member = z.output<typeof Member>;

/** That the consortium was founded, once in the life of the ledger, whoever asks. */
export const Founding = z.strictObject({ by: org });

/** The one key of the founding. */
export const ONCE = 'once';
export const foundings = table({ kind: 'founding', v: 1, schema: Founding, id: () => [ONCE] });
export const organisations = table({ kind: 'organisation', v: 1, schema: Organisation, id: ({ org: id }) => [id] });
export const members = table({ kind: 'member', v: 1, schema: Member, id: (record) => record.member.split('/') });
