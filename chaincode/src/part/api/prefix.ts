import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { mayRead } from '../records/role';
import { CompanyPrefix } from '../records/prefix';

/** Company prefixes, and who owns them. */
export const prefixOperations = {
  registerPrefix: submit({
    says: 'Register a GS1 company prefix for the party that owns it: from then on only it commissions serials that begin with it.',
    by: ['registrar'],
    request: CompanyPrefix.omit({ at: true }),
    response: CompanyPrefix,
    errors: [errors.PREFIX_TAKEN],
    events: [events.PrefixRegistered],
  }),
  readPrefix: evaluate({
    says: 'Whose company prefix some digits begin with.',
    by: mayRead,
    request: z.strictObject({ digits: z.string().regex(/^\d{6,30}$/, 'must be 6 to 30 digits') }),
    response: CompanyPrefix,
  }),
};
