import { canonical } from '../../kit/value/json';
import { isSignedBy } from '../../words/multikey';
import type { Statement } from '../records/statement';

/**
 * The RFC 8785 form of the statement with `for`, which keeps it from being taken for anything else that the
 * key signs.
 */
export const statementText = (statement: Statement): string =>
  canonical({ for: 'roadbook.identity', ...statement });

/** Whether a multikey signed the statement; `signed` is the signature in base64url. */
export const hasSigned = (key: string, statement: Statement, signed: string): boolean =>
  isSignedBy(key, Buffer.from(statementText(statement)), Buffer.from(signed, 'base64url'));
