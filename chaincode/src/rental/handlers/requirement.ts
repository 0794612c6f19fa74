import { demand } from '../../kit/errors';
import type { TxOf } from '../../kit/tx';
import { viewOf } from '../../identity/door';
import type { DidAccount } from '../../identity/records/did';
import { rowId } from '../../identity/records/credential';
import { padded } from '../../policy/records/policy';
import type { tables, Writing } from '../tables';
import { mustBeCovered, numbersIn, type Span } from '../rules/cover';
import { rentalErrors } from '../errors';
import { type LicenceNeed, type ShownLicence } from '../records/licence';
import { mustBeShown, mustFit, mustStand, questionOf } from '../rules/licence';
import type { Rental } from '../records/rental';
import type { Car } from '../records/car';

type Keeping = TxOf<'keep', typeof tables>;
type Asked = Omit<ShownLicence, 'seal'> & LicenceNeed;

/**
 * Checks a licence on the peer of the driver's own organisation and keeps that it fits; others see a seal.
 */
export async function keepLicence(
  tx: Keeping,
  asked: Asked,
  account: DidAccount | undefined,
  document: string,
): Promise<{ seal: string }> {
  const { drivingClass, also, ...place } = asked;
  const { member } = tx.caller;
  demand(account !== undefined, rentalErrors.DRIVER_UNKNOWN, { driver: member });
  const view = await viewOf(tx, place, 'DriverLicence');
  const question = { driver: account.did, need: { drivingClass, also }, until: place.until };
  const documentHash = mustFit(document, question, view, tx.now);
  const kept = { driver: member, documentHash, verifiedAt: tx.now };
  return tx.licences.keep(kept, ...questionOf(member, place, question.need));
}

/** The licence that the owner asks for was shown, and still stands. */
export async function mustHoldLicence(tx: Writing, { driver, terms, until, licence }: Rental): Promise<void> {
  if (!terms.licence) return;
  const shown = mustBeShown(terms.licence, licence, until);
  const [org = ''] = driver.split('/');
  await tx.licences.check(org, shown.seal, ...questionOf(driver, shown, terms.licence));
  mustStand(
    await tx.credentials.get(...rowId(shown)),
    await tx.trustedIssuers.find('DriverLicence', shown.issuer),
  );
}

/**
 * The cover that the owner promises is in force for the time. A policy that took the place of the one
 * promised counts, once the owner has named it.
 */
export async function mustHaveCover(
  tx: Writing,
  { terms, owner }: Rental,
  car: Car,
  span: Span,
): Promise<void> {
  if (!terms.cover) return;
  const named = car.owner === owner ? car.terms.cover?.policyId : undefined;
  const need = { ...terms.cover, policyId: named ?? terms.cover.policyId };
  const policy = await tx.policies.get(need.policyId);
  const found = await tx.coverTerms.findMany(
    numbersIn(policy, span).map((no) => [need.policyId, padded(no)]),
  );
  mustBeCovered(
    policy,
    found.filter((one) => one !== undefined),
    need,
    span,
  );
}
