// The only door for outsiders: every room's api, records, events and error codes. Imports no Fabric library.
export * from './kit/api';
export * from './kit/client';
export { type Envelope, EVENT_NAME, type EventSpec } from './kit/events';
export { ContractError, type ErrorSpec, type Fact, type Facts, kitErrors, parseError, type Retry } from './kit/errors';
export { decoded, encoded, type Fit } from './kit/fit';
export { canonical, MAX_REQUEST, readBytes, readObject } from './kit/json';
export { keyOf } from './kit/keys';
export * as money from './kit/money';
export { ownId } from './kit/own';
export { memberName } from './kit/text';
export type { Currency, Money } from './kit/money';
export * as time from './kit/time';
export { consentApi } from './consent/api';
export { evidenceApi } from './evidence/api';
export { identityApi } from './identity/api';
export { loanApi } from './loan/api';
export { memberApi } from './member/api';
export { merchantApi } from './merchant/api';
export { partApi } from './part/api';
export { paymentApi } from './payment/api';
export { policyApi } from './policy/api';
export { claimApi } from './claim/api';
export { rentalApi } from './rental/api';
export { saleApi } from './sale/api';
export { serviceApi } from './service/api';
export { vehicleApi } from './vehicle/api';
export { type Role, ROLES, roleNames } from './member/roles';
// Rules that need no ledger: a calculator anywhere gives the same answer.
export { consentReceipt, consentRecord, consentState, type Controller as ConsentController } from './consent/receipt';
export { type Access, Access as AccessReceipt, type Grant } from './consent/records';
export { EcallMessage } from './evidence/ecall';
export { DssadRecord, EdrRecord, isTriggered as isCrashTriggered } from './evidence/edr';
export { type Cell, cellSealOf, geohashOf } from './evidence/cell';
export { coarseCoordinate, Frame, frameBytes, frameLeaf } from './evidence/frame';
export * as merkle from './evidence/merkle';
export { Anchor, type AnchorRequest, Device, type Incident } from './evidence/records';
export { keyFor as deviceKeyFor } from './evidence/rules';
export { isVouched as isDeviceVouched } from './evidence/vouch';
export { anchorText, isSigned as isDeviceSigned, keyText } from './evidence/signature';
export { publicKeyOf as publicKeyOfDid } from './vehicle/signature';
export { fingerprintOf, markKeyOf, saltHashOf } from './claim/fingerprint';
export { commonDeltaV } from './claim/practice';
export { commonFactors, commonRolling, commonScore } from './policy/tariff';
export { ballotHashOf as merchantBallotHash } from './merchant/vote';
export { agreementOf as saleAgreement } from './sale/price';
export { plateTag } from './vehicle/plate';
export { bytesOf as digestBytes } from './policy/digest';
export type { TripDigest } from './policy/trip';
export { tripBytes } from './policy/triprules';
export { type AliasOpening, aliasSeal, opensAlias } from './identity/alias';
export { toBase58 } from './identity/base58';
export { bitstringOf, decodeList, encodeList, listUrl, type StatusPurpose } from './identity/bitstring';
export type { Check, CheckName, Verdict } from './identity/checks';
export { type ClaimsOf, type CredentialType, credentialTypes, licencePredicates, vctOf } from './identity/claims';
export { Credential, type Proof, ROADBOOK_CONTEXT, VC_CONTEXT } from './identity/credential';
export { autoDidOf, keyDidOf, multikeyIn } from './identity/did';
export { resolve as resolveDid } from './identity/document';
export type { Givens } from './identity/givens';
export { type JsonObject, proofFault, signedBytes, suiteOf } from './identity/integrity';
export { documentHash } from './identity/issued';
export {
  isSignedBy,
  isSigning,
  type KeyKind,
  multikeyOf,
  publicKeyOf,
  type SigningKind,
} from './identity/multikey';
export type { PublicDid } from './identity/records';
export { digestOf, disclose, partsOfSdJwt } from './identity/sdjwt';
export { contentHash, type StatusSnapshot, type TrustSnapshot } from './identity/snapshot';
export { LIST_BITS } from './identity/standing';
export { type Statement, statementText } from './identity/statement';
export { verifyCredential } from './identity/verify';
export { bidHashOf as loanBidHash } from './loan/bidding';
export { MODIFICATION_CODES as modificationCodes } from './loan/modification';
export { terms as loanTerms } from './loan/terms';
export { type Row as ScheduleRow, scheduleOf as loanSchedule } from './loan/schedule';
export { readers as partReaders } from './part/cast';
export { gatherEvents } from './part/document';
export { type EpcisDocument, epcisDocument, type EpcisEvent, epcisEvent, ldContext } from './part/epcis';
export { canonicalLink } from './part/link';
export { expandValue, type Namespaces, namespacesOf, STANDARD_CONTEXT } from './part/namespace';
export { isUri } from './part/open';
export { eventHash, preHashOf } from './part/prehash';
export { exchangeAt, type ExchangeQuote } from './payment/quote';
export { fitPurpose as fitMoneyPurpose } from './payment/purpose';
export { addressOf as moneyAddressOf, type Signed as SignedMoney, signedText as signedMoneyText } from './payment/address';
export { isTimestamp, toUtc } from './part/timestamp';
export { bareTerm, bizSteps, dispositions, eventTypes, type Term } from './part/vocabulary';
export * as iso20022 from './payment/iso';
export * as iso20022Codes from './payment/isocodes';
export { readCode as readPaymentCode, writeCode as writePaymentCode } from './payment/qr';
export { examine as examineVin, type VinExamination, type VinFindingName, type VinRegion } from './vehicle/vin';
import { consentApi } from './consent/api';
import { evidenceApi } from './evidence/api';
import { identityApi } from './identity/api';
import { loanApi } from './loan/api';
import { memberApi } from './member/api';
import { merchantApi } from './merchant/api';
import { partApi } from './part/api';
import { paymentApi } from './payment/api';
import { claimApi } from './claim/api';
import { policyApi } from './policy/api';
import { rentalApi } from './rental/api';
import { saleApi } from './sale/api';
import { serviceApi } from './service/api';
import { vehicleApi } from './vehicle/api';

/** Every room's api by its name. Stated as a type, because the compiler writes no inferred type of this length. */
export type Apis = {
  readonly member: typeof memberApi;
  readonly loan: typeof loanApi;
  readonly part: typeof partApi;
  readonly payment: typeof paymentApi;
  readonly policy: typeof policyApi;
  readonly claim: typeof claimApi;
  readonly vehicle: typeof vehicleApi;
  readonly identity: typeof identityApi;
  readonly merchant: typeof merchantApi;
  readonly service: typeof serviceApi;
  readonly evidence: typeof evidenceApi;
  readonly consent: typeof consentApi;
  readonly sale: typeof saleApi;
  readonly rental: typeof rentalApi;
};

export const apis: Apis = {
  member: memberApi,
  loan: loanApi,
  part: partApi,
  payment: paymentApi,
  policy: policyApi,
  claim: claimApi,
  vehicle: vehicleApi,
  identity: identityApi,
  merchant: merchantApi,
  service: serviceApi,
  evidence: evidenceApi,
  consent: consentApi,
  sale: saleApi,
  rental: rentalApi,
};
