import { demand, refuse } from '../../kit/errors';
import { identityErrors as errors } from '../errors';
import type { TrustedIssuer } from '../records/trust';

/** Whether a moment lies in a period of trust; the end of a period is exclusive. */
export const isTrustedAt = ({ periods }: Pick<TrustedIssuer, 'periods'>, at: string): boolean =>
  periods.some(({ from, until }) => from <= at && (until === undefined || at < until));

/** Refuses with ISSUER_UNTRUSTED who is not trusted for the type now. */
export function mustBeTrusted(
  entry: TrustedIssuer | undefined,
  { issuer, type }: { issuer: string; type: string },
  now: string,
): void {
  demand(entry !== undefined && isTrustedAt(entry, now), errors.ISSUER_UNTRUSTED, { issuer, type });
}

/**
 * An account of another organisation may be linked to the same DID; it does not speak for the one that is
 * answerable.
 */
export function mustAnswerFor(
  entry: TrustedIssuer | undefined,
  { member: account, org: own }: { readonly member: string; readonly org: string },
): void {
  if (entry) demand(entry.org === own, errors.ISSUER_NOT_YOURS, { account, issuer: entry.issuer });
}

/** The entry with a period of trust that begins now. */
export const trusted = (
  known: TrustedIssuer | undefined,
  entry: Omit<TrustedIssuer, 'periods'>,
  now: string,
): TrustedIssuer => ({
  ...entry,
  periods: [...(known?.periods ?? []), { from: now }],
});

/** Ends the open period. It may end in the past: an issuer found out to be false was false before. */
export function distrusted(entry: TrustedIssuer, until: string, now: string): TrustedIssuer {
  const { issuer, type, periods } = entry;
  const open = periods.at(-1);
  if (!open || !isTrustedAt(entry, now)) return refuse(errors.ISSUER_UNTRUSTED, { issuer, type });
  demand(open.from <= until && until <= now, errors.DISTRUST_IMPOSSIBLE, {
    issuer,
    type,
    until,
    from: open.from,
  });
  return { ...entry, periods: [...periods.slice(0, -1), { from: open.from, until }] };
}
