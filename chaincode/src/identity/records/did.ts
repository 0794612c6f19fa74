import { z } from 'zod';
import { anybody, ruled, whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { autoDid, multikey } from '../w3c/did';

/**
 * What a key may be used for (DID Core, verification relationships). Who controls a DID has a key for
 * `capabilityInvocation`.
 */
export const PURPOSES = [
  'authentication',
  'assertionMethod',
  'keyAgreement',
  'capabilityInvocation',
  'capabilityDelegation',
] as const;
export const purpose = z.enum(PURPOSES);
export type Purpose = z.infer<typeof purpose>;
export const purposes = z.array(purpose).min(1).max(PURPOSES.length);

export const keyId = z
  .string()
  .regex(/^key-[1-9][0-9]?$/, 'must be key-1 to key-99')
  .meta({ description: 'fragment that names a key within its DID', examples: ['key-1'] });

/** A key of a DID; never removed, so that what it signed while it was valid stays checkable. */
export const DidKey = z.strictObject({
  keyId,
  multikey,
  purposes,
  validFrom: instant,
  revokedAt: instant.optional().meta({ description: 'from then on it signs nothing' }),
});
export type DidKey = z.output<typeof DidKey>;

/** Where somebody can be reached; an address, never a name. */
export const Service = z.strictObject({
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/, 'must be a short fragment'),
  type: z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,63}$/, 'must be one word'),
  serviceEndpoint: z
    .string()
    .regex(/^https:\/\/[A-Za-z0-9.-]{1,253}(:\d{1,5})?(\/[\w.~/-]{0,200})?$/, 'must be an https address'),
});
export const services = z.array(Service).max(8);

/** A member account through which the person acts, and the keys that it brought. */
const LinkedAccount = z.strictObject({ account: member, since: instant, keyIds: z.array(keyId).max(64) });

export const didStatus = z.enum(['active', 'deactivated']);

/** One person's, business's or organisation's DID. */
export const Did = z.strictObject({
  did: autoDid,
  status: didStatus,
  keys: z.array(DidKey).min(1).max(64),
  accounts: z
    .array(LinkedAccount)
    .max(16)
    .meta({ description: 'accounts of any organisations; the founder first' }),
  services,
  version: z.int().min(1).max(1_000_000).meta({ description: 'counts the changes' }),
  createdAt: instant,
  changedAt: instant,
  deactivatedAt: instant.optional(),
});
export type Did = z.output<typeof Did>;

/** What everybody may see: all but the accounts. */
export const PublicDid = Did.omit({ accounts: true });
export type PublicDid = z.output<typeof PublicDid>;

/** The DID of an account. This key makes it impossible that an account has two. */
export const DidAccount = z.strictObject({ account: member, did: autoDid, since: instant });
export type DidAccount = z.output<typeof DidAccount>;

export const dids = table({
  kind: 'did',
  v: 1,
  schema: Did,
  id: ({ did }) => [did],
  sides: {
    holder: ({ accounts }: Did) => accounts.map(({ account }) => account),
    ...{ registrar: whoever('registrar'), auditor: whoever('auditor') },
    // Whoever has a key of it, or its holder's signature.
    ...{ controller: ruled, anybody },
  },
});
export const didAccounts = table({
  kind: 'didAccount',
  v: 1,
  schema: DidAccount,
  id: ({ account }) => account.split('/'),
});
export function publicPart(did: Did): PublicDid {
  const { accounts: _, ...rest } = did;
  return rest;
}
