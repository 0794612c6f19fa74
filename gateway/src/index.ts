import './node';

export { callOf, type Answer, type Receipt } from './call/call';
export { checkCoupon, type CouponForm, CouponFormRefused, signCoupon } from './coupon/form';
export { choosePoints, type PointLot } from './coupon/points';
export type { PeerClock } from './connection/clocks';
export { connect, type ConnectOptions, type Roadbook } from './connection/connect';
export type { Connection } from './connection/connection';
export type { Placed } from './ledger/blocks';
export { type ChainedBlock, chainedBlock } from './ledger/chain';
export type { SecretWrite, Write } from './ledger/decoded';
export { writtenIn } from './ledger/written';
export {
  type Asked,
  type Issue,
  issueCredential,
  type Issued,
  presentCredentials,
  randomPlace,
  type StatusPlace,
} from './credentials/credential';
export { type CredentialKey, credentialKey, type KeyName, remoteCredentialKey } from './credentials/key';
export { type ProofOptions, secureDocument, type Secured, signSnapshot } from './credentials/proof';
export { type BoundIssue, issueBatch, issueSdJwt, presentSdJwt } from './credentials/sdjwt';
export { approveStatement, provePossession } from './credentials/statement';
export { exportWholeStatus, type ListTimes, signStatusList } from './credentials/statuslist';
export { lowS } from './connection/der';
export {
  decideByScorecard,
  decisionIdOf,
  type DecisionPolicy,
  type DecisionStep,
  type LoanApplication,
  type LoanFacts,
  type OfferedTerms,
} from './decision/decide';
export { type DecideOptions, followApplications } from './decision/follow';
export {
  CallFailed,
  CommitFailed,
  EndorsementFailed,
  EvaluationFailed,
  EventsBroken,
  OrderingFailed,
  OutcomeUnknown,
  type PeerDetail,
  RefusedByContract,
  type Stage,
} from './errors/call';
export { RoadbookError } from './errors/family';
export type { Checkpoint, Checkpoints, EventOptions, Heard } from './ledger/events';
export {
  type ChainEnd,
  deviceOf,
  frameOf,
  openedBy,
  openFrames,
  sealCell,
  sealFrames,
  type SourceDevice,
  start as chainStart,
} from './evidence/device';
export { EvidenceUnpackable, KeyUnusable } from './evidence/fault';
export {
  categoryKey,
  didKeyOf,
  type KeyContext,
  newDataKey,
  unwrapKey,
  wrapKey,
  type Wrapping,
} from './evidence/key';
export { channelIn, channelOf, packageEvidence, type PackOptions } from './evidence/pack';
export { EvidencePackage } from './evidence/package';
export { reportOf } from './evidence/report';
export type { Check } from './evidence/outcome';
export {
  type Verdict as EvidenceVerdict,
  type Verification,
  verifyPackage,
  type VerifyOptions,
} from './evidence/verify';
export type { Called } from './ledger/calls';
export type { Explanation } from './ledger/explain';
export { type Fact, type FactName, factNames, type FactOf } from './ledger/facts';
export {
  ConnectionUnusable,
  IdentityInvalid,
  ProfileInvalid,
  PurseTooSmall,
  ServicesOnly,
  SlipUnusable,
} from './errors/setup';
export type { Timeouts } from './call/failover';
export type { GatherOptions } from './call/gather';
export type { Answers } from './call/together';
export type { Signer, User } from './connection/identity';
export type { Offline, ToSign } from './call/offline';
export type { Outcome } from './call/outcome';
export { type Pain001Paid, payPain001 } from './iso20022/pay';
export {
  type EntryRead,
  type PaymentRead,
  type PaymentsRead,
  readCamt053,
  readPain001,
  type StatementRead,
} from './iso20022/read';
export { writeIso20022 } from './iso20022/xml';
export { balanceOf, proveSupply, type Supply } from './payment/books';
export { exchangeFrom, type Exchanging } from './payment/exchange';
export { chooseLots, type Need as MoneyNeed } from './payment/lots';
export { payFrom, type Paying } from './payment/pay';
export { type SignedPayment, type SubKey, subKeysOf } from './payment/subkey';
export {
  closeTab,
  openTab,
  type Opening as TabOpening,
  type PayerTab,
  resumeTab,
  slip,
} from './payment/tab/payer';
export { type PayeeTab, takeSlips, takeTab } from './payment/tab/payee';
export { remoteSlipKey, type SlipKey, slipKey } from './payment/tab/key';
export { stateSubKeys, type SubAccount, type SubStatement } from './payment/subaccount';
export { type AssetFields, writeAssetData } from './pool/assetdata';
export { type MonthVerified, verifyPoolMonth } from './pool/verify';
export { type PeerAddress, Profile, readProfile } from './connection/profile';
export { followRecalls, type FollowOptions } from './recall/follow';
export { type RecallDesk, type RecallOptions, type RecallStep, walkRecall } from './recall/walk';
export type { RetryOptions } from './call/retry';
export * from './rooms/roles';
export { receiptOf, type Rooms, roomsOver, wireOf } from './rooms/rooms';
export type { Simulation } from './call/simulate';
export type { WindowOptions } from './call/window';
