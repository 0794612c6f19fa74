import { type ErrorDetail, GatewayError } from '@hyperledger/fabric-gateway';
import { type Facts, parseError, type Retry } from '@roadbook/chaincode/api';
import { type Mistimed, mistimedOf } from '../connection/clock';
import type { PeerDetail } from './call';

/**
 * What a gRPC error of Fabric's gateway service means.
 * - `refused`: the contract said no.
 * - `overloaded`: the peer has too many requests; it did not begin this one.
 * - `unavailable`: the peer, or what it needs, does not answer.
 * - `mismatch`: endorsers came to different results, mostly because one was a block behind.
 * - `mistimed`: a peer's clock is too far from the stamp of the proposal.
 * - `denied`: the network does not accept who signed.
 * - `large`: it is longer than a peer receives or an orderer takes.
 * - `failed`: anything else.
 */
export type Diagnosis = Said &
  (
    | { readonly kind: 'refused'; readonly refusal: Refusal }
    | { readonly kind: 'mistimed'; readonly mistimed: Mistimed }
    | { readonly kind: Exclude<Kind, 'refused' | 'mistimed'> }
  );

export type Kind =
  | 'refused'
  | 'overloaded'
  | 'unavailable'
  | 'mismatch'
  | 'mistimed'
  | 'denied'
  | 'large'
  | 'failed';

interface Said {
  readonly code: string;
  readonly message: string;
  readonly peers: readonly PeerDetail[];
}

export interface Refusal {
  readonly code: string;
  readonly text: string;
  readonly facts: Facts;
  readonly retry: Retry;
}

/** The gRPC status codes that Fabric's gateway service answers with. */
const STATUS: Readonly<Record<number, string>> = {
  1: 'CANCELLED',
  2: 'UNKNOWN',
  3: 'INVALID_ARGUMENT',
  4: 'DEADLINE_EXCEEDED',
  5: 'NOT_FOUND',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  9: 'FAILED_PRECONDITION',
  10: 'ABORTED',
  12: 'UNIMPLEMENTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
  16: 'UNAUTHENTICATED',
};

/** Said by gRPC, which looks at the length alone, and by an orderer. */
const LARGE = /received message larger than max|exceeds maximum allowed \d+ bytes/;
const OVERLOAD = /too many requests/i;
const MISMATCH = /ProposalResponsePayloads do not match/;
const DENIED =
  /access denied|creator.*(?:malformed|not valid)|identity is not valid|identity expired|certificate (?:has expired|signed by unknown)/i;
/** After a restart, until gossip has told the peer about the others. */
const NO_ENDORSERS =
  /no combination of peers|no peers available|failed to select a set of endorsers|no endorsers found/i;
const INTERRUPTED =
  /stream terminated|failed to execute transaction|could not launch chaincode|chaincode registration failed|timeout expired/i;
/**
 * An endorser did not answer in time; the peer that asked it then closes the connection that its other calls
 * to it share.
 */
const SILENT = /code = (?:DeadlineExceeded|Canceled|Unavailable)\b|client connection is closing/i;

export function diagnose(error: unknown): Diagnosis {
  const { code: number, details, message } = gatewayError(error);
  const peers = details.map(toDetail);
  const texts = [...peers.map((peer) => peer.message), message];
  const says = (pattern: RegExp) => texts.some((text) => pattern.test(text));
  const code = STATUS[number] ?? 'UNKNOWN';
  const said: Said = { code, message, peers };
  const refusal = firstRefusal(texts);
  if (refusal) return { ...said, kind: 'refused', refusal };
  if (says(OVERLOAD)) return { ...said, kind: 'overloaded', code: 'TOO_MANY_REQUESTS' };
  if (says(LARGE)) return { ...said, kind: 'large', code: 'TRANSACTION_TOO_LARGE' };
  if (says(MISMATCH)) return { ...said, kind: 'mismatch', code: 'ENDORSEMENT_MISMATCH' };
  const mistimed = firstMistimed(said);
  if (mistimed) return { ...said, kind: 'mistimed', mistimed };
  if (code === 'PERMISSION_DENIED' || code === 'UNAUTHENTICATED' || says(DENIED))
    return { ...said, kind: 'denied', code: 'ACCESS_DENIED' };
  if (['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'CANCELLED'].includes(code) || says(NO_ENDORSERS))
    return { ...said, kind: 'unavailable' };
  if (code === 'ABORTED' && (says(INTERRUPTED) || says(SILENT))) return { ...said, kind: 'unavailable' };
  return { ...said, kind: 'failed' };
}

/** Endorsers may refuse for different reasons when one is behind; the reason that most give is told. */
function firstRefusal(texts: readonly string[]): Refusal | undefined {
  const refusals = texts.flatMap((text) => parseError(text) ?? []);
  const votes = (code: string) => refusals.filter((refusal) => refusal.code === code).length;
  return refusals.toSorted((left, right) => votes(right.code) - votes(left.code))[0];
}

function firstMistimed({ peers, message }: Said): Mistimed | undefined {
  const [found] = peers.flatMap((peer) => mistimedOf(peer.message, peer) ?? []);
  return found ?? mistimedOf(message, { org: 'the peer', address: '' });
}

function gatewayError(error: unknown): { code: number; details: readonly ErrorDetail[]; message: string } {
  if (error instanceof GatewayError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return { code: typeof code === 'number' ? code : 2, details: [], message: String(message ?? error) };
}

function toDetail({ mspId, address, message }: ErrorDetail): PeerDetail {
  const code = parseError(message)?.code;
  return { org: mspId, address, message, ...(code && { code }) };
}
