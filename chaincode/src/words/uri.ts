import { z } from 'zod';

const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
const HOST = "(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*(?::\\d*)?";
const PATH = `(?:\\/\\/${HOST}(?:\\/${PCHAR}*)*|\\/?${PCHAR}+(?:\\/${PCHAR}*)*)`;
const URI = new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:${PATH}(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`);
const MAX_URI = 300;

export const isUri = (text: string): boolean => text.length <= MAX_URI && URI.test(text);

/** An address with a scheme (RFC 3986), or a compact one whose prefix is declared. */
export const uri = z
  .string()
  .max(MAX_URI)
  .refine(isUri, 'must be a URI')
  .meta({ format: 'uri', examples: ['urn:epc:id:sgtin:4012345.011111.9876'] });
