import { defineLivingApi } from '../../kit/api';
import { credentialLife, didLife, linkLife } from '../life';
import { aliasOperations } from './alias';
import { credentialOperations } from './credential';
import { didOperations } from './did';
import { linkOperations } from './link';
import { trustOperations } from './trust';

/** All that may be asked about identity, one value. */
export const identityApi = defineLivingApi(
  'identity',
  'One DID per person, credentials and their standing, and who may issue them.',
  { ...didOperations, ...linkOperations, ...aliasOperations, ...credentialOperations, ...trustOperations },
  // Of the two sides of a link its record names the account; the holder asks with `readLink`.
  { did: didLife, link: linkLife, credential: credentialLife },
);
