import { maybe } from '../../kit/ref';
import { prefixBlocks, headOf, CompanyPrefix } from '../records/prefix';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { mayRead } from '../records/role';

/** Company prefixes, and who owns them. */
export const prefixOperations = {
  registerPrefix: submit({
    says:
      'Register a GS1 company prefix for the party that owns it: from then on only it commissions serials ' +
      'that begin with it.',
    by: ['registrar'],
    request: CompanyPrefix.omit({ at: true }),
    loads: ({ prefix }) => ({ block: maybe(prefixBlocks.at(headOf(prefix))) }),
    response: CompanyPrefix,
    errors: [errors.PREFIX_TAKEN],
    events: [events.PrefixRegistered],
  }),
  readPrefix: evaluate({
    says: 'Whose company prefix some digits begin with.',
    by: mayRead,
    request: z.strictObject({ digits: z.string().regex(/^\d{6,30}$/, 'must be 6 to 30 digits') }),
    loads: ({ digits }) => ({ block: maybe(prefixBlocks.at(headOf(digits))) }),
    response: CompanyPrefix,
  }),
};
