import { vin } from '../../words/vin';
import { z } from 'zod';
import { id, member, org } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { category } from '../../words/category';

/** Who owns money in its own right: an organisation or a member. */
export const party = z
  .union([org, member])
  .meta({ description: 'an organisation, or a member as organisation/name' });

/**
 * Money that waits: `escrow:E-1`. No organisation or member can be called so (a colon is in neither), so only
 * the rule of the box moves it.
 */
export const box = z
  .string()
  .regex(
    /^(escrow|hold|lock|quote|redemption|tab):[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/,
    'must be a kind of box, a colon and an id',
  );
/**
 * A one-time owner of money under its public key alone. The multikey of a P-256 key; a colon keeps it apart
 * from every party.
 */
export const address = z
  .string()
  .regex(/^key:zDn[1-9A-HJ-NP-Za-km-z]{46}$/, 'must be key: and the multikey of a P-256 key')
  .meta({
    description: 'one-time address: a public key',
    examples: ['key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'],
  });
export const isAddress = (name: string): boolean => name.startsWith('key:');
/** Who may be paid. */
export const payable = z
  .union([org, member, address])
  .meta({ description: 'a party, or a one-time address' });
export const holder = z.union([org, member, box, address]).meta({ description: 'who or what holds money' });

/**
 * `<paymentId>:<n>`, with a tag of the payer before the colon when another payer used the id first: unique,
 * as the payment is.
 */
export const lotId = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}(~[0-9a-f]{32})?:[0-9]{1,2}$/,
    'must be the id of a payment, a colon and a number',
  )
  .meta({ description: 'the payment that made the lot, and which of its lots it is', examples: ['P-1:0'] });

/** What a voucher is for. At least one of merchants, categories and vin; every one that is given must fit. */
export const Purpose = z.strictObject({
  merchants: z.array(party).min(1).max(50).optional().meta({ description: 'who may be paid with it' }),
  categories: z
    .array(category)
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'merchant category codes it may be spent on' }),
  vin: vin.optional().meta({ description: 'the vehicle it is for' }),
  until: instant.meta({ description: 'exclusive: after that it only goes back' }),
  remainderTo: party.meta({ description: 'who gets, free of purpose, what is left then' }),
});
export type Purpose = z.output<typeof Purpose>;

/** What a payment is for: the record of another room. */
export const about = z.strictObject({ room: z.string().regex(/^[a-z]{2,20}$/), id });
/** Facts that purpose-bound money asks for, vouched for by the room or the payee, never by the payer. */
export const circumstances = z.strictObject({ category: category.optional(), vin: vin.optional() });

export const isBox = (holder: string): boolean => holder.includes(':') && !isAddress(holder);
