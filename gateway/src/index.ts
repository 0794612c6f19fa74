export { callOf, type Answer, type Receipt } from './call';
export { connect, type ConnectOptions, type Roadbook } from './connect';
export type { Connection } from './connection';
export type { SecretWrite, Write } from './decoded';
export { lowS } from './der';
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
} from './errors';
export type { Checkpoint, Checkpoints, EventOptions, Heard } from './events';
export type { Explanation } from './explain';
export { type Fact, type FactName, factNames, type FactOf } from './facts';
export { ConnectionUnusable, IdentityInvalid, ProfileInvalid } from './faults';
export type { Timeouts } from './failover';
export type { Gatherable, GatherOptions } from './gather';
export type { Signer, User } from './identity';
export type { Offline, ToSign } from './offline';
export type { Outcome } from './outcome';
export { type PeerAddress, Profile, readProfile } from './profile';
export type { RetryOptions } from './retry';
export * from './roles';
export { receiptOf, type Rooms, wireOf } from './rooms';
export type { Simulation } from './simulate';
export type { WindowOptions } from './window';
