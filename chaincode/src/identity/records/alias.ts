import { z } from 'zod';
import { anybody } from '../../kit/side';
import { table } from '../../kit/table';
import { member, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { keyDid } from '../w3c/did';

/**
 * A name for one organisation only. Whose it is stays sealed until the holder opens it (alias.ts); no
 * transaction of it names or is signed by an account.
 */
export const DidAlias = z.strictObject({
  alias: keyDid,
  audience: org.meta({ description: 'the organisation that knows the holder by this name' }),
  seal: sha256Hex.meta({ description: 'SHA-256 over DID, alias, audience and a salt of the holder' }),
  account: member
    .optional()
    .meta({ description: 'of aliases from before, which their account bound; no new one has it' }),
  endedAt: instant.optional(),
});
export type DidAlias = z.output<typeof DidAlias>;

export const didAliases = table({
  kind: 'didAlias',
  v: 1,
  schema: DidAlias,
  id: ({ alias }) => [alias],
  sides: { anybody },
});
