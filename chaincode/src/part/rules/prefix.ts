import { demand, kitErrors } from '../../kit/errors';
import type { Effect } from './effect';
import { partErrors } from '../errors';
import { type CompanyPrefix, type PrefixBlock, HEAD, MAX_OF_HEAD, headOf } from '../records/prefix';

const LINK = /^https:\/\/id\.gs1\.org\/(\d+)\/(\d{6,})/;
/**
 * Keys whose first digit is not the company's: extension digit, indicator digit, filler (GS1 General
 * Specifications §3).
 */
const LEADING = ['00', '01', '8003', '8006'];

/** An EPC that says its company prefix and is otherwise none: to claim its origin is to claim it all the same. */
const URN = /^urn:epc:[^:]+:[^:]+:(\d{6,12})\./;

/** The digits of a GS1 key from its company prefix on; `undefined` for what is no GS1 key. */
function companyDigits(link: string): string | undefined {
  const [, ai = '', value = ''] = LINK.exec(link) ?? [];
  const digits = URN.exec(link)?.[1] ?? (LEADING.includes(ai) ? value.slice(1) : value);
  return digits.length >= HEAD ? digits : undefined;
}

/** The records that tell whose serials an event commissions. */
export function headsOf(things: readonly Effect[]): string[][] {
  const commissioned = things.flatMap(({ epc, step }) =>
    step === 'commission' ? (companyDigits(epc) ?? []) : [],
  );
  return [...new Set(commissioned.map(headOf))].map((head) => [head]);
}

/** The company prefix that some digits begin with, of those with the same six first digits. */
export const ownerOf = (digits: string, block: PrefixBlock | undefined): CompanyPrefix | undefined =>
  block?.prefixes.find(({ prefix }) => digits.startsWith(prefix));

/**
 * Whether who commissions a serial owns its company prefix. A stranger is refused and not only flagged: to
 * commission is to claim the origin, and a recorded claim would make the stranger the maker and the genuine
 * serial the second. What a stranger sees it may capture as an observation.
 */
export function prefixStanding(
  epc: string,
  by: string,
  blocks: ReadonlyMap<string, PrefixBlock>,
): 'registered' | 'unregistered' | undefined {
  const digits = companyDigits(epc);
  if (digits === undefined) return undefined;
  const owner = ownerOf(digits, blocks.get(headOf(digits)));
  if (!owner) return 'unregistered';
  demand(owner.party === by, partErrors.PREFIX_OF_ANOTHER, { epc, prefix: owner.prefix, party: owner.party });
  return 'registered';
}

/**
 * Enters a prefix. No company prefix begins with another one: who had the shorter one would own the longer
 * one's serials.
 */
export function enterPrefix(block: PrefixBlock | undefined, entry: CompanyPrefix): PrefixBlock {
  const { prefix } = entry;
  const known = block?.prefixes ?? [];
  const taken = known.find((one) => one.prefix.startsWith(prefix) || prefix.startsWith(one.prefix));
  demand(!taken, partErrors.PREFIX_TAKEN, { prefix, taken: taken?.prefix ?? '', party: taken?.party ?? '' });
  const prefixes = [...known, entry];
  demand(prefixes.length <= MAX_OF_HEAD, kitErrors.TOO_MANY, {
    what: `company prefixes that begin with ${headOf(prefix)}`,
    count: prefixes.length,
    max: MAX_OF_HEAD,
  });
  return { head: headOf(prefix), prefixes };
}
