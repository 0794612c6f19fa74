export { callOf, type Answer, type Receipt } from './call';
export { type Connection, connect, type ConnectOptions, type Roadbook } from './connect';
export { lowS } from './der';
export {
  CallFailed,
  CommitFailed,
  EndorsementFailed,
  EvaluationFailed,
  OrderingFailed,
  OutcomeUnknown,
  type PeerDetail,
  RefusedByContract,
  type Stage,
} from './errors';
export { ConnectionUnusable, IdentityInvalid, ProfileInvalid } from './faults';
export type { Timeouts } from './failover';
export type { Signer, User } from './identity';
export type { Outcome } from './outcome';
export { type PeerAddress, Profile, readProfile } from './profile';
export type { RetryOptions } from './retry';
export * from './roles';
export { receiptOf, type Rooms } from './rooms';
export type { WindowOptions } from './window';
