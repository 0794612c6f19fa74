import { z } from 'zod';
import { whoever } from '../../kit/side';
import { table } from '../../kit/table';
import { org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { credentialType } from './claims';
import { anyDid } from './credential';

const Period = z.strictObject({
  from: instant,
  until: instant.optional().meta({ description: 'exclusive' }),
});

/** Who may issue a type of credential, and when. Periods stay, so that what was issued in time stays good. */
export const TrustedIssuer = z.strictObject({
  type: credentialType,
  issuer: anyDid,
  org: org.meta({ description: 'the organisation that is answerable for it' }),
  periods: z.array(Period).min(1).max(32),
});
export type TrustedIssuer = z.output<typeof TrustedIssuer>;

/** Counts the changes of the registry, so that two snapshots can be put in order. */
export const TrustVersion = z.strictObject({
  registry: z.literal('trust'),
  version: z.int().min(0).max(1_000_000),
  entries: z.int().min(0).max(1_000_000).optional(),
});
export type TrustVersion = z.output<typeof TrustVersion>;

export const trustedIssuers = table({
  kind: 'trustedIssuer',
  v: 1,
  schema: TrustedIssuer,
  id: ({ type, issuer }) => [type, issuer],
  sides: { registrar: whoever('registrar') },
});
export const trustVersions = table({
  kind: 'trustVersion',
  v: 1,
  schema: TrustVersion,
  id: ({ registry }) => [registry],
});
