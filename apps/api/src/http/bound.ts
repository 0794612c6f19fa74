import { MAX_REQUEST } from '@roadbook/chaincode/api';

/** What the server takes at most. Whoever sends more is told the bound. */
export const BOUNDS = {
  /** Bytes of a request to a room: what the contract reads, in UTF-8. */
  roomBytes: 2 * MAX_REQUEST,
  /** Bytes of an ISO 20022 message. */
  isoBytes: 2_000_000,
  /** Bytes of an EPCIS document. */
  documentBytes: 16_000_000,
  /** Events of an EPCIS document. */
  documentEvents: 5_000,
  /** Wrong fields that are told of one request. */
  errors: 20,
  /** Bytes of the head of a request. */
  headBytes: 16_384,
  /** Milliseconds until the head has come. */
  headMs: 5_000,
  /**
   * Milliseconds until a body has come, and a millisecond more for so many bytes that it may have; in so many
   * pieces at most.
   */
  bodyMs: 5_000,
  bytesPerMs: 1_000,
  pieces: 50_000,
  /** Bytes that are received to their end though they were refused: then the connection goes on. */
  receivedAnyway: 1_000_000,
  /** Milliseconds that a connection is left open whose body is not received. */
  lingerMs: 3_000,
  /** Connections that are left open so; the next ones are closed at once. */
  lingering: 32,
  /** Milliseconds after which somebody is told to come again, and how many are kept waiting for it. */
  heldMs: 1_000,
  heldAtOnce: 128,
  /** Milliseconds until a whole request has come, whatever it is. */
  requestMs: 30_000,
  /**
   * Milliseconds that an idle connection is kept, and one on which nothing moves though somebody waits for an
   * answer.
   */
  idleMs: 10_000,
  stillMs: 150_000,
  /**
   * Milliseconds that requests under way, and then what goes on behind them, are waited for when the server
   * stops.
   */
  stopMs: 3_000,
  restMs: 1_000,
  connections: 256,
  /**
   * Bytes of refused bodies for which a user is still listened to, and how many are forgiven in a
   * millisecond.
   */
  wrongBytes: 48_000_000,
  forgivenPerMs: 1_000,
  /** Requests under way, of all and of one user; the next ones are told to come again. */
  atOnce: 128,
  perUser: 32,
  /** Milliseconds that what was captured is waited for until it can be queried. */
  shownMs: 5_000,
  /** Documents that are being received, of all and of one user. */
  documentsAtOnce: 8,
  documentsPerUser: 2,
  /** Documents under way or waiting, of all users together and of one. */
  captures: 100,
  capturesPerUser: 20,
  /** Named queries. */
  queries: 1_000,
  subscriptions: 100,
  /** Most items of a page of events and of a page of names. */
  perPage: 100,
  namesPerPage: 1_000,
  jobsPerPage: 20,
} as const;
