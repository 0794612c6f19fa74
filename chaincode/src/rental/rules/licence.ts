import { demand, refuse } from '../../kit/errors';
import { dayOf, type Instant } from '../../kit/value/time';
import { isTrustedAt, type LedgerView, shownAt } from '../../identity/door';
import { type CredentialStanding, padIndex } from '../../identity/records/credential';
import { type TrustedIssuer } from '../../identity/records/trust';
import { rentalErrors } from '../errors';
import type { LicenceNeed, ShownLicence, Place, Subject } from '../records/licence';

/** The question is the key, so that one seal answers one question of one driver and no other. */
export const questionOf = (
  driver: string,
  { issuer, list, index, until }: Place,
  need: LicenceNeed,
): string[] => [
  ...[driver, issuer, `${list}`, padIndex(index)],
  ...[need.drivingClass, [...need.also].sort().join('+') || '-', until],
];

/**
 * Refuses unless the document is this driver's licence, good now and until the end, of the class and with
 * what else is asked. Answers its hash.
 */
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
  if (!licence || subjects.length > 1 || licence.id !== driver)
    return refuse(rentalErrors.LICENCE_OF_ANOTHER);
  const able = licence.classes.includes(need.drivingClass) && need.also.every((claim) => licence[claim]);
  demand(able && dayOf(until) <= licence.validThrough, rentalErrors.LICENCE_UNFIT, {
    wanted: wantedOf(need),
    until,
  });
  return hash;
}

/** What an owner asks for, for a message. */
export const wantedOf = ({ drivingClass, also }: LicenceNeed): string => [drivingClass, ...also].join(', ');

/** The driver has answered the question of the owner for the whole of the time. */
export function mustBeShown(
  need: LicenceNeed,
  shown: ShownLicence | undefined,
  until: Instant,
): ShownLicence {
  const answered = shown !== undefined && shown.until >= until;
  return answered ? shown : refuse(rentalErrors.LICENCE_UNPROVEN, { wanted: wantedOf(need), until });
}

/** Still standing, and recorded while its issuer was trusted for licences. */
export function mustStand(
  { status, recordedAt, issuer }: CredentialStanding,
  entry: TrustedIssuer | undefined,
): void {
  const trusted = entry !== undefined && isTrustedAt(entry, recordedAt);
  demand(status === 'valid' && trusted, rentalErrors.LICENCE_WITHDRAWN, {
    status: trusted ? status : 'of an untrusted issuer',
    issuer,
  });
}
