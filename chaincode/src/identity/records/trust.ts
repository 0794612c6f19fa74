import { z } from 'zod';
import { demand, refuse } from '../../kit/errors';
import { table } from '../../kit/table';
import { org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { credentialType } from './claims';
import { identityErrors as errors } from '../errors';
import { anyDid } from './credential';

const Period = z.strictObject({ from: instant, until: instant.optional().meta({ description: 'exclusive' }) });

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

export const trustedIssuers = table({
  kind: 'trustedIssuer',
  v: 1,
  schema: TrustedIssuer,
  id: ({ type, issuer }) => [type, issuer],
});
export const trustVersions = table({ kind: 'trustVersion', v: 1, schema: TrustVersion, id: ({ registry }) => [registry] });

export const isTrustedAt = ({ periods }: Pick<TrustedIssuer, 'periods'>, at: string): boolean =>
  periods.some(({ from, until }) => from <= at && (until === undefined || at < until));

export function mustBeTrusted(
  entry: TrustedIssuer | undefined,
  { issuer, type }: { issuer: string; type: string },
  now: string,
): void {
  demand(entry !== undefined && isTrustedAt(entry, now), errors.ISSUER_UNTRUSTED, { issuer, type });
}

/** An account of another organisation may be linked to the same DID; it does not speak for the one that is answerable. */
export function mustAnswerFor(
  entry: TrustedIssuer | undefined,
  { member: account, org: own }: { readonly member: string; readonly org: string },
): void {
  if (entry) demand(entry.org === own, errors.ISSUER_NOT_YOURS, { account, issuer: entry.issuer });
}

export const trusted = (known: TrustedIssuer | undefined, entry: Omit<TrustedIssuer, 'periods'>, now: string): TrustedIssuer => ({
  ...entry,
  periods: [...(known?.periods ?? []), { from: now }],
});

/** Ends the open period. It may end in the past: an issuer found out to be false was false before. */
export function distrusted(entry: TrustedIssuer, until: string, now: string): TrustedIssuer {
  const { issuer, type, periods } = entry;
  const open = periods.at(-1);
  if (!open || !isTrustedAt(entry, now)) return refuse(errors.ISSUER_UNTRUSTED, { issuer, type });
  demand(open.from <= until && until <= now, errors.DISTRUST_IMPOSSIBLE, { issuer, type, until, from: open.from });
  return { ...entry, periods: [...periods.slice(0, -1), { from: open.from, until }] };
}
