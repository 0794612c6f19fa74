import { defineApi } from '../../kit/api';
import { credentialOperations } from './credential';
import { didOperations } from './did';
import { linkOperations } from './link';
import { trustOperations } from './trust';

export const identityApi = defineApi('identity', 'One DID per person, credentials and their standing, and who may issue them.', {
  ...didOperations,
  ...linkOperations,
  ...credentialOperations,
  ...trustOperations,
});
