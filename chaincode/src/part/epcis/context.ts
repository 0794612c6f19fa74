import { z } from 'zod';
import { whyNot } from './extension';
import { uri } from '../../words/uri';

/** Most characters of a @context, of a document and an event together too. */
export const MAX_CONTEXT = 20_000;

/** Which prefixes stand for which namespaces. */
export const namespaces = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9+.-]{0,31}$/, 'must be a prefix'),
  uri,
);
const terms = z.record(z.string().max(300), z.unknown()).superRefine((held, context) => {
  const found = whyNot(held, []);
  if (found) context.addIssue({ code: 'custom', message: found.why, path: [...found.path] });
});
const entry = z.union([uri, terms]);

/** A @context as JSON-LD allows it: addresses, prefixes, definitions of terms. */
export const ldContext = z
  .union([entry, z.array(entry).max(50)])
  .refine((held) => JSON.stringify(held).length <= MAX_CONTEXT, `must be at most ${MAX_CONTEXT} characters`);
