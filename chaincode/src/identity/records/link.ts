import { z } from 'zod';
import { anybody, ruled } from '../../kit/side';
import { table } from '../../kit/table';
import { id, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { autoDid } from '../w3c/did';

export const linkStatus = z.enum(['offered', 'linked', 'withdrawn']);

/** The consent of both sides that an account is the person's. */
export const DidLink = z.strictObject({
  did: autoDid,
  linkId: id,
  account: member,
  status: linkStatus,
  expiresAt: instant.meta({ description: 'the account must have answered before' }),
});
export type DidLink = z.output<typeof DidLink>;

export const didLinks = table({
  kind: 'didLink',
  v: 1,
  schema: DidLink,
  id: ({ did, linkId }) => [did, linkId],
  // Who holds the DID is said by the DID.
  sides: { account: ({ account }: DidLink) => account, holder: ruled, anybody },
});
