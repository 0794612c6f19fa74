// The only door for outsiders: every room's api, records, events and error codes. Imports no Fabric library.
import * as apis from './apis';
import type { Api } from './kit/api';

/** Every room's api by its name. */
export { apis };
/**
 * The same as a list, in the order of the names. The cast spares the compiler the comparison of every schema
 * of every room with the general form, which took it two million types and three gigabytes.
 */
export const everyApi = (Object.values(apis) as unknown as readonly Api[]).toSorted((one, other) =>
  one.room < other.room ? -1 : 1,
);
export { type Example, exampleOf, examples, startingCall } from './examples';
export * from './kit/api';
export * from './kit/client';
export { subjectsOf } from './kit/transaction/subject';
export { MOST_CALLS, type Settled, TOGETHER, togetherOf, type Way } from './kit/transaction/together';
export { type Envelope, EVENT_NAME, type EventSpec } from './kit/events';
export {
  ContractError,
  type ErrorSpec,
  type Fact,
  type Facts,
  kitErrors,
  parseError,
  type Retry,
} from './kit/errors';
export type { Act, Due, Kept, Look, Sending } from './kit/due/row';
export { TIMEKEEPER } from './kit/who';
export { decoded, encoded, type Fit } from './kit/transaction/fit';
export {
  type Field,
  fieldsOf,
  formsFirst,
  isMoney,
  legendOf,
  resolve as resolveSchema,
  saysOf,
  type Schema,
  schemaOf,
} from './kit/describe/fields';
export { pictureOf, stayingIn } from './kit/describe/picture';
export { type Path, pathsOf, type PathStep } from './kit/describe/path';
export { sampleOf } from './kit/describe/sample';
export { canonical, MAX_REQUEST, readBytes, readObject } from './kit/value/json';
export { keyOf } from './kit/ledger/keys';
export * as money from './kit/value/money';
export { ownId } from './kit/ledger/own';
export { memberName } from './kit/value/text';
export type { Currency, CurrencySchema, Money, MoneySchema } from './kit/value/money';
export * as time from './kit/value/time';
export { type Role, ROLES, roleNames, rolesInWords } from './words/role';

// Rules that need no ledger: a calculator anywhere gives the same answer.
export { calculate as calculateCoupons } from './coupon/rules/stacking';
export { commonStacking } from './coupon/records/stacking';
export {
  consentReceipt,
  consentRecord,
  consentState,
  type Controller as ConsentController,
} from './consent/iso27560/receipt';
export { type Access, Access as AccessReceipt } from './consent/records/access';
export { type Grant } from './consent/records/grant';
export { EcallMessage } from './evidence/records/ecall';
export { EdrRecord } from './evidence/records/edr';
export { isTriggered as isCrashTriggered } from './evidence/rules/edr';
export { DssadRecord } from './evidence/records/dssad';
export { type Cell } from './evidence/records/cell';
export { cellSealOf } from './evidence/rules/cell';
export { geohashOf } from './words/geohash';
export { Frame } from './evidence/records/frame';
export { coarseCoordinate, frameBytes, frameLeaf } from './evidence/rules/frame';
export * as merkle from './evidence/rules/merkle';
export { Anchor, type AnchorRequest, type Incident } from './evidence/records/anchor';
export { Device } from './evidence/records/device';
export { keyFor as deviceKeyFor } from './evidence/rules/device';
export { isVouched as isDeviceVouched } from './evidence/rules/vouching';
export { anchorText, isSigned as isDeviceSigned, keyText } from './evidence/rules/signature';
export { publicKeyOf as publicKeyOfDid } from './words/didkey';
export { fingerprintOf, markKeyOf, saltHashOf } from './claim/rules/fingerprint';
export { marketComplaintLaws } from './complaint/records/preset';
export { marketPractices } from './claim/records/preset';
export { commonDeltaV } from './claim/rules/practice';
export { marketTariffs } from './policy/records/preset';
export { commonFactors, commonRolling, commonScore } from './policy/records/tariff';
export { ballotHashOf as merchantBallotHash } from './merchant/rules/vote';
export { agreementOf as saleAgreement } from './sale/rules/price';
export { plateTag } from './vehicle/rules/plate';
export { bytesOf as digestBytes } from './policy/rules/digest';
export type { TripDigest } from './policy/records/trip';
export { tripBytes } from './policy/rules/trip';
export { type AliasOpening, aliasSeal, opensAlias } from './identity/rules/alias';
export { toBase58 } from './words/base58';
export { bitstringOf, decodeList, encodeList, listUrl, type StatusPurpose } from './identity/w3c/bitstring';
export type { Check, CheckName, Verdict } from './identity/rules/check';
export { type ClaimsOf, type CredentialType, credentialTypes } from './identity/records/claims';
export { licencePredicates, vctOf } from './identity/rules/licence';
export { Credential, type Proof, ROADBOOK_CONTEXT, VC_CONTEXT } from './identity/w3c/credential';
export { autoDidOf, keyDidOf, multikeyIn } from './identity/w3c/did';
export { resolve as resolveDid } from './identity/rules/resolution';
export type { VerificationInput } from './identity/rules/input';
export { type JsonObject, proofFault, signedBytes, suiteOf } from './identity/w3c/integrity';
export { documentHash } from './identity/rules/dataintegrity';
export {
  isSignedBy,
  isSigning,
  type KeyKind,
  multikeyOf,
  publicKeyOf,
  type SigningKind,
} from './words/multikey';
export type { PublicDid } from './identity/records/did';
export { digestOf, disclose, partsOfSdJwt } from './identity/w3c/sdjwt';
export type { StatusSnapshot, TrustSnapshot } from './identity/records/snapshot';
export { contentHash } from './identity/rules/snapshot';
export { LIST_BITS } from './identity/w3c/bitstring';
export type { Statement } from './identity/records/statement';
export { statementText } from './identity/rules/statement';
export { verifyCredential } from './identity/rules/verification';
export { bidHashOf as loanBidHash } from './loan/rules/bid';
export { MODIFICATION_CODES as modificationCodes } from './loan/records/modification';
export { Loan } from './loan/records/loan';
export { overdueOf as loanOverdue } from './loan/rules/owed/lateness';
export { terms as loanTerms } from './loan/records/terms';
export { type Row as ScheduleRow, scheduleOf as loanSchedule } from './loan/rules/plan/schedule';
export { mayRead as partReaders } from './part/records/role';
export { gatherEvents } from './part/epcis/document';
export { ldContext } from './part/epcis/context';
export {
  type AnyDocument,
  anyDocument,
  documentAround,
  type EpcisDocument,
  epcisDocument,
  eventsIn,
  headOf,
  headTold,
  withEvents,
} from './part/epcis/envelope';
export { type EpcisEvent, epcisEvent, isCustom } from './part/epcis/event';
export { eventOut as epcisEventOut } from './part/epcis/document';
export { canonicalLink, whyNoLink } from './part/gs1/link';
export {
  expandValue,
  fieldName,
  type Namespaces,
  namespacesOf,
  STANDARD_CONTEXT,
} from './part/epcis/namespace';
export { isUri } from './words/uri';
export { claimsAnother, eventHash, hashId, preHashOf } from './part/epcis/hash';
export { programPreHashOf } from './part/epcis/program';
export { type Bom, bom as bomOf } from './part/records/seal';
export { contentSeal as bomSeal } from './part/rules/proof';
export { exchangeAt } from './payment/rules/exchange';
export { type ExchangeQuote } from './payment/records/exchange';
export { fitPurpose as fitMoneyPurpose } from './payment/rules/voucher';
export {
  addressOf as moneyAddressOf,
  type Signed as SignedMoney,
  signedText as signedMoneyText,
} from './payment/rules/address';
export { type Slip, type Tab } from './payment/records/tab';
export { slipText, type SlipText } from './payment/rules/tab';
export { isTimestamp, toUtc } from './part/epcis/timestamp';
export { bareTerm, bizSteps, dispositions, eventTypes, type Term } from './part/epcis/vocabulary';
export * as iso20022 from './payment/iso20022/message';
export * as iso20022Codes from './payment/iso20022/code';
export { readMerchantCode, writeMerchantCode } from './payment/emvco/code';
export { readRequest as readEmvcoRequest, writeRequest as writeEmvcoRequest } from './payment/emvco/request';
export { readCode as readPaymentCode, writeCode as writePaymentCode } from './payment/rules/qr';
export { examine as examineVin, latestModelYear, type VinExamination } from './vehicle/rules/vin';
export { type VinRegion } from './vehicle/rules/number/region';
export { type VinFindingName } from './vehicle/records/vin';
