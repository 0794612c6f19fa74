import { defineApi } from '../kit/api';
import { credentialOperations } from './credentialapi';
import { didOperations } from './didapi';
import { linkOperations } from './linkapi';
import { trustOperations } from './trustapi';

export const identityApi = defineApi('identity', 'One DID per person, credentials and their standing, and who may issue them.', {
  ...didOperations,
  ...linkOperations,
  ...credentialOperations,
  ...trustOperations,
});
