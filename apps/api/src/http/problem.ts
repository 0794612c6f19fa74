import type { Facts, Retry } from '@roadbook/chaincode/api';
import { CopyFault } from '@roadbook/copy';
import {
  CallFailed,
  CommitFailed,
  IdentityInvalid,
  OutcomeUnknown,
  RefusedByContract,
} from '@roadbook/gateway';

/** What a problem tells beside its status and code. */
export interface Told {
  readonly detail: string;
  readonly cure: string;
  readonly facts?: Facts;
  readonly retry?: Retry;
  readonly txId?: string;
  /** Each wrong field, when it is known. */
  readonly errors?: readonly { readonly field: string; readonly why: string }[];
  /** The exception of the EPCIS standard that this is, if the route is one of EPCIS. */
  readonly epcis?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A request that fails: RFC 9457 with the broken rule as `code`, its facts, the cure and whether sending it
 * again can help.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly told: Told;

  constructor(status: number, code: string, told: Told) {
    super(`${code}: ${told.detail}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.told = told;
  }

  /** The body of the answer outside of EPCIS; see {@link exceptionOf}. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { detail, cure, facts = {}, retry = 'never', txId, errors } = this.told;
    return {
      type: `urn:roadbook:problem:${this.code}`,
      title: `${this.code.charAt(0)}${this.code.slice(1).toLowerCase().replaceAll('_', ' ')}`,
      status: this.status,
      detail,
      code: this.code,
      facts,
      cure,
      retry,
      ...(txId && { txId }),
      ...(errors && { errors }),
    };
  }
}

/** EPCIS 2.0 names its exceptions by what happened. */
const EXCEPTIONS: Readonly<Record<number, string>> = {
  400: 'ValidationException', 401: 'SecurityException', 403: 'SecurityException', 404: 'NoSuchResourceException',
  406: 'NotAcceptableException', 409: 'ResourceAlreadyExistsException', 413: 'CaptureLimitExceededException',
  415: 'UnsupportedMediaTypeException', 422: 'ValidationException',
}; // biome-ignore format: a table of pairs

/** The body of an answer of EPCIS. */
export const exceptionOf = (problem: Problem): Readonly<Record<string, unknown>> => ({
  ...problem.toJSON(),
  type: `epcisException:${problem.told.epcis ?? EXCEPTIONS[problem.status] ?? 'ImplementationException'}`,
});

const STATUS_OF: Readonly<Record<string, number>> = {
  UNREADABLE_REQUEST: 400, INVALID_REQUEST: 400, PRIVATE_MISSING: 400, KEY_UNUSABLE: 400, DATE_IMPOSSIBLE: 400, CALLS_DIFFER: 400,
  STRANGER: 403, SUSPENDED: 403, NO_NAME: 403, NO_ROLE: 403, ROLE_NOT_CONFERRED: 403, NOT_ALLOWED: 403, NOT_YOURS: 403,
  UNKNOWN_OPERATION: 404, NOT_FOUND: 404, EXISTS_DIFFERENTLY: 409, WRONG_STATUS: 409, WRONG_SIDE: 409,
  TOO_MANY: 413, BROKEN: 500,
}; // biome-ignore format: a table of pairs

const STATUS_OF_FAILURE: Readonly<Record<string, number>> = {
  ACCESS_DENIED: 403,
  TRANSACTION_TOO_LARGE: 413,
};

/** A broken rule of a room: the request was understood, the ledger says no. */
const BROKEN_RULE = 422;

/**
 * Whatever went wrong as a problem. Nothing of an unexpected error is told; it is in the log under the id of
 * the request.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof CallFailed) return failed(error);
  if (error instanceof IdentityInvalid)
    return new Problem(403, 'IDENTITY_INVALID', {
      detail: 'The certificate of the user cannot be used.',
      cure: 'Enrol the user again, or make a token for another one.',
    });
  if (error instanceof CopyFault)
    return new Problem(503, 'COPY_AWAY', {
      detail: 'The copy of the ledger cannot be asked now.',
      cure: 'Ask again in some seconds; the log says why, and roadbook copy status.',
      retry: 'now',
      headers: { 'Retry-After': '2' },
    });
  return new Problem(500, 'SERVER_FAILED', {
    detail: 'The server failed on this request.',
    cure: 'Look for the id of this request (header Request-Id) in the log of the server.',
    epcis: 'ImplementationException',
  });
}

function failed(error: CallFailed): Problem {
  const { code, says, cure, facts, txId, safeToRetry } = error;
  const told = { detail: says, cure, facts, txId, retry: safeToRetry ? 'now' : 'never' } as const;
  if (error instanceof RefusedByContract)
    return new Problem(STATUS_OF[code] ?? BROKEN_RULE, code, { ...told, retry: error.retry });
  if (error instanceof OutcomeUnknown)
    return new Problem(504, 'OUTCOME_UNKNOWN', {
      ...told,
      cure: `Do not send it again. Ask GET /transactions/${txId} until it answers.`,
    });
  if (error instanceof CommitFailed) return new Problem(409, code, told);
  const status = STATUS_OF_FAILURE[code] ?? (safeToRetry ? 503 : 502);
  return new Problem(status, code, { ...told, ...(status === 503 && { headers: { 'Retry-After': '1' } }) });
}
