import { MAX_REQUEST } from '@roadbook/chaincode/api';

/** What the server takes at most. Whoever sends more is told the bound. */
export const BOUNDS = {
  /** Bytes of a request to a room: what the contract reads, in UTF-8. */
  roomBytes: 2 * MAX_REQUEST,
  /** Bytes of an EPCIS document. */
  documentBytes: 16_000_000,
  /** Events of an EPCIS document. */
  documentEvents: 5_000,
  /** Bytes of the head of a request. */
  headBytes: 16_384,
  /** Milliseconds until the head, and until the whole request has come. */
  headMs: 10_000,
  requestMs: 60_000,
  /** Milliseconds that an idle connection is kept. */
  idleMs: 10_000,
  /** Milliseconds that requests under way are waited for when the server stops. */
  stopMs: 15_000,
  connections: 256,
  /** Requests under way; the next ones are told to come again. */
  atOnce: 64,
  /** Milliseconds that what was captured is waited for until it can be queried. */
  shownMs: 5_000,
  /** Documents that are being read. */
  documentsAtOnce: 8,
  /** Documents under way or waiting, of all users together. */
  captures: 100,
  /** Named queries. */
  queries: 1_000,
  subscriptions: 100,
  /** Most items of a page of events and of a page of names. */
  perPage: 100,
  namesPerPage: 1_000,
  jobsPerPage: 20,
} as const;
