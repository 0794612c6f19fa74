import type { z } from 'zod';
import { ContractError, kitErrors } from '../errors';

/**
 * The refusal of a value that does not match its schema: the first field that is wrong, and why. `within` is
 * where the value stands.
 */
export function notAcceptable(
  [issue]: readonly z.core.$ZodIssue[],
  operation: string,
  within: string,
  isPrivate: boolean,
): ContractError {
  const path = [within, ...(issue?.path.map(String) ?? [])].filter(Boolean).join('.');
  const facts = {
    operation,
    field: path.slice(0, 200) || 'request',
    why: whyNot(issue, isPrivate).slice(0, 300),
  };
  return new ContractError(kitErrors.INVALID_REQUEST, facts);
}

/** Refusals are logged by peers, and a private fact may stand in the name of a field: it is not quoted. */
function whyNot(issue: z.core.$ZodIssue | undefined, isPrivate: boolean): string {
  if (isPrivate && issue?.code === 'unrecognized_keys')
    return 'it holds a field that the schema does not know';
  return issue?.message ?? 'it does not match';
}
