import { defineLivingApi } from '../../kit/api';
import { credentialLife, didLife } from '../life';
import { aliasOperations } from './alias';
import { credentialOperations } from './credential';
import { didOperations } from './did';
import { linkOperations } from './link';
import { trustOperations } from './trust';

export const identityApi = defineLivingApi(
  'identity',
  'One DID per person, credentials and their standing, and who may issue them.',
  { ...didOperations, ...linkOperations, ...aliasOperations, ...credentialOperations, ...trustOperations },
  // How a link stands is for its two sides (`readLink`), one of which its record does not name.
  { did: didLife, credential: credentialLife },
);
