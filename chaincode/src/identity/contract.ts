import { implement } from '../kit/implement';
import { identityApi } from './api';
import { aliasHandlers } from './handlers/alias';
import { credentialHandlers } from './handlers/credential';
import { didHandlers } from './handlers/did';
import { linkHandlers } from './handlers/link';
import { trustHandlers } from './handlers/trust';
import { tables } from './tables';

export const identityRoom = implement(identityApi, tables, {
  ...{ ...didHandlers, ...linkHandlers, ...aliasHandlers },
  ...{ ...credentialHandlers, ...trustHandlers },
});
