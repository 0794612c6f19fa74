import { canonical } from '../../kit/value/json';
import { sha256 } from '../../kit/value/hash';

/**
 * What an alias is sealed with. The salt has 128 bits or more, as hexadecimal, and is known to the holder
 * alone.
 */
export interface AliasOpening {
  readonly did: string;
  readonly alias: string;
  readonly audience: string;
  readonly salt: string;
}

/** The seal of a pairwise alias: nobody can tell from two of them that they are of one person. */
export function aliasSeal({ did, alias, audience, salt }: AliasOpening): string {
  if (!/^[0-9a-f]{32,128}$/.test(salt))
    throw new Error('the salt of an alias needs 128 to 512 bits in hexadecimal');
  return sha256(canonical({ did, alias, audience, salt }));
}

/** Whether the holder has opened an alias truly: it is of this DID. */
export const opensAlias = (opening: AliasOpening, seal: string): boolean => aliasSeal(opening) === seal;
