import { z } from 'zod';

const PCHAR = "(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})";
const USER = "(?:(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*@)?";
const NAME = "(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*";
const HOST = `${USER}(?:\\[(?<ip>[^\\]/?#]*)\\]|${NAME})(?::\\d*)?`;
const PATH = `(?:\\/\\/${HOST}(?:\\/${PCHAR}*)*|\\/|\\/?${PCHAR}+(?:\\/${PCHAR}*)*)`;
const URI = new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:${PATH}(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`);
const IP_FUTURE = /^v[0-9a-f]+\.[a-z0-9._~!$&'()*+,;=:-]+$/i;
const IP_4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const MAX_URI = 300;
/** Most characters of an address that names nothing here. */
const MAX_ADDRESS = 2000;

/** RFC 3986 §3.2.2: eight groups, the last two also as an IPv4 address, or fewer around one `::`. */
function isIp6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const wide = IP_4.test(last) && !text.endsWith(':');
  const hex = wide ? groups.slice(0, -1) : groups;
  const count = hex.length + (wide ? 2 : 0);
  const fits = halves.length === 2 ? count < 8 : halves.length === 1 && count === 8;
  return fits && hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}

/** Whether the text is a URI of at most so many characters (RFC 3986). */
export function isUri(text: string, most = MAX_URI): boolean {
  const found = text.length <= most ? URI.exec(text) : null;
  const ip = found?.groups?.['ip'];
  return found !== null && (ip === undefined || IP_FUTURE.test(ip) || isIp6(ip));
}

/** An address with a scheme (RFC 3986), or a compact one whose prefix is declared. */
export const uri = z
  .string()
  .max(MAX_URI)
  .refine((text) => isUri(text), 'must be a URI')
  .meta({ format: 'uri', examples: ['urn:epc:id:sgtin:4012345.011111.9876'] });

/** An address that is carried and never a key, so it may be longer. */
export const address = z
  .string()
  .max(MAX_ADDRESS)
  .refine((text) => isUri(text, MAX_ADDRESS), 'must be a URI')
  .meta({ format: 'uri', examples: ['https://example.com/certificate/4711'] });
