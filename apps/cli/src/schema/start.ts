import { type Entry, startingCall } from '@roadbook/chaincode/api';

/** A word of a command line as a shell reads it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * A command line to start from, which can be sent as it stands: every field is one that the schemas take, and
 * private facts come from the standard input.
 */
export function commandFor(entry: Entry): string {
  const { call, as, request, secret } = startingCall(entry);
  const line = `npx roadbook call ${call} ${quoted(JSON.stringify(request))}`;
  if (secret === undefined) return `${line} --as ${as}`;
  return `echo ${quoted(JSON.stringify(secret))} | ${line} --secret - --as ${as}`;
}
