import { z } from 'zod';
import { demand, refuse } from '../kit/errors';
import { secretTable } from '../kit/table';
import { member, sha256Hex } from '../kit/text';
import { dayOf, instant, type Instant } from '../kit/time';
import { CLAIMS, type ClaimsOf } from '../identity/claims';
import { type LedgerView, shownAt } from '../identity/shown';
import { type CredentialRow, placed, six } from '../identity/standing';
import { isTrustedAt, type TrustedIssuer } from '../identity/trust';
import { rentalErrors } from './errors';

/** What an owner asks of a driver; claims of a DriverLicence (Directive 2006/126/EC). */
export const licenceNeed = z.strictObject({
  drivingClass: CLAIMS.DriverLicence.shape.classes.element,
  also: z
    .array(z.enum(['over21', 'over25', 'licensedOver1Year', 'licensedOver3Years']))
    .max(4)
    .refine((list) => new Set(list).size === list.length, 'must name each once'),
});
export type LicenceNeed = z.output<typeof licenceNeed>;

/** Where the standing of the licence is, until when it was found to fit, and the seal of what the driver's organisation keeps about that. */
export const shownLicence = z.strictObject({
  ...placed,
  until: instant.meta({ description: 'the end that was asked about, not the end of the licence' }),
  seal: sha256Hex,
});
export type ShownLicence = z.output<typeof shownLicence>;
type Place = Omit<ShownLicence, 'seal'>;

/** Private, in the organisation of the driver: that this document was found to fit. The document itself is not kept. */
export const Licence = z.strictObject({ driver: member, documentHash: sha256Hex, verifiedAt: instant });
export const licences = secretTable({ kind: 'rentalLicence', v: 1, schema: Licence });

/** The question is the key, so that one seal answers one question of one driver and no other. */
export const questionOf = (driver: string, { issuer, list, index, until }: Place, need: LicenceNeed): string[] => [
  ...[driver, issuer, `${list}`, six(index)],
  ...[need.drivingClass, [...need.also].sort().join('+') || '-', until],
];

/** Refuses unless the document is this driver's licence, good now and until the end, of the class and with what else is asked. Answers its hash. */
export function mustFit(
  document: string,
  { driver, need, until }: { driver: string; need: LicenceNeed; until: Instant },
  view: LedgerView,
  now: Instant,
): string {
  const shown = shownAt<Subject>(document, 'DriverLicence', view, now, until);
  if ('failed' in shown) return refuse(rentalErrors.LICENCE_REFUSED, { check: shown.failed });
  const { hash, subjects } = shown;
  const [licence] = subjects;
  if (!licence || subjects.length > 1 || licence.id !== driver) return refuse(rentalErrors.LICENCE_OF_ANOTHER);
  const able = licence.classes.includes(need.drivingClass) && need.also.every((claim) => licence[claim]);
  demand(able && dayOf(until) <= licence.validThrough, rentalErrors.LICENCE_UNFIT, { wanted: wantedOf(need), until });
  return hash;
}

type Subject = ClaimsOf<'DriverLicence'> & { readonly id?: string };

export const wantedOf = ({ drivingClass, also }: LicenceNeed): string => [drivingClass, ...also].join(', ');

/** The driver has answered the question of the owner for the whole of the time. */
export function mustBeShown(need: LicenceNeed, shown: ShownLicence | undefined, until: Instant): ShownLicence {
  const answered = shown !== undefined && shown.until >= until;
  return answered ? shown : refuse(rentalErrors.LICENCE_UNPROVEN, { wanted: wantedOf(need), until });
}

/** Still standing, and recorded while its issuer was trusted for licences. */
export function mustStand({ status, recordedAt, issuer }: CredentialRow, entry: TrustedIssuer | undefined): void {
  const trusted = entry !== undefined && isTrustedAt(entry, recordedAt);
  demand(status === 'valid' && trusted, rentalErrors.LICENCE_WITHDRAWN, {
    status: trusted ? status : 'of an untrusted issuer',
    issuer,
  });
}
