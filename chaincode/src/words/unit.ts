import { z } from 'zod';

/** What an odometer counts: kilometres or miles. */
export const unit = z.enum(['km', 'mi']);
