import type { z } from 'zod';
import { demand } from '../../kit/errors';
import { addMillis, type Instant } from '../../kit/value/time';
import { CLOCK_LEEWAY } from './capture';
import { partErrors } from '../errors';
import { passportLife } from '../life';
import type { dynamic, Passport } from '../records/passport';

/** What an issuer states of a battery. */
export type Issue = Omit<
  Passport,
  'issuer' | 'dynamic' | 'measuredBy' | 'metadata' | 'batteryStatus' | 'origins' | 'succeededBy'
> & {
  readonly metadata: Omit<Passport['metadata'], 'status'>;
};

/** Drafts a passport. Refuses one that ends before it begins: PASSPORT_ENDS_BEFORE. */
export function issue(request: Issue, issuer: string): Passport {
  const { issueDate, expirationDate } = request.metadata;
  demand(issueDate < expirationDate, partErrors.PASSPORT_ENDS_BEFORE, { issueDate, expirationDate });
  return { ...request, issuer, metadata: { ...request.metadata, status: 'draft' } };
}

/** Approves a passport or declares it invalid. */
export const decide = (passport: Passport, step: 'approvePassport' | 'invalidatePassport'): Passport => ({
  ...passport,
  metadata: { ...passport.metadata, status: passportLife.step(step, passport.metadata.status) },
});

/** The passport of another stands in its place. */
export const linkOf = ({ epc, metadata: { passportIdentifier } }: Passport) => ({ epc, passportIdentifier });

/** Refuses what is said of a battery by a passport in whose place another stands: PASSPORT_SUCCEEDED. */
export function mustBeLast({ epc, succeededBy }: Passport): void {
  const successor = succeededBy?.passportIdentifier ?? '';
  demand(succeededBy === undefined, partErrors.PASSPORT_SUCCEEDED, { epc, successor });
}

/** The new passport and the originals as they are from then on, each linked to the other. */
export function succeed(
  request: Issue,
  issuer: string,
  status: NonNullable<Passport['batteryStatus']>,
  originals: readonly Passport[],
): { readonly passport: Passport; readonly originals: readonly Passport[] } {
  for (const one of originals) mustBeLast(one);
  const passport = { ...issue(request, issuer), batteryStatus: status, origins: originals.map(linkOf) };
  const after = originals.map((one) => ({ ...one, succeededBy: linkOf(passport) }));
  return { passport, originals: after };
}

/** Cycles and negative events only grow, and measurements come in order, none of a time to come. */
export function measure(
  passport: Passport,
  measured: z.output<typeof dynamic>,
  by: string,
  now: Instant,
): Passport {
  const before = passport.dynamic;
  mustBeLast(passport);
  demand(passport.metadata.status === 'approved', partErrors.PASSPORT_NOT_APPROVED, {
    epc: passport.epc,
    status: passport.metadata.status,
  });
  const { measuredAt } = measured;
  demand(measuredAt <= addMillis(now, CLOCK_LEEWAY), partErrors.MEASURED_AHEAD, { measuredAt, now });
  const back =
    before &&
    (['fullCycles', 'negativeEvents', 'measuredAt'] as const).find((name) => measured[name] < before[name]);
  demand(!back, partErrors.MEASURED_BACKWARDS, { epc: passport.epc, field: back ?? '' });
  return { ...passport, dynamic: measured, measuredBy: by };
}
