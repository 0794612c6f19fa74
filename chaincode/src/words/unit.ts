import { z } from 'zod';

export const unit = z.enum(['km', 'mi']);
