import { z } from 'zod';
import { money } from '../../kit/value/money';
import { secretTable, table } from '../../kit/table';
import { count, org, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { vin } from '../../words/vin';
import { uri } from '../../words/uri';
import { party } from './part';

/** That the holder of private facts about a part stands by their seal. */
export const Sealed = z.strictObject({
  epc: uri,
  party,
  what: z.enum(['price', 'bom']),
  org,
  seal: sha256Hex,
  children: z
    .array(sha256Hex)
    .max(500)
    .exactOptional()
    .meta({ description: 'salted hash of each child of a bill of material' }),
  at: instant,
});
export type Sealed = z.output<typeof Sealed>;

export const salt = z
  .string()
  .regex(/^[0-9a-f]{32,128}$/, 'must be 128 to 512 random bits in lower-case hexadecimal');

export const price = z.strictObject({ epc: uri, price: money });
/** A bill of materials: what goes into one of a thing, private to its maker. */
export const bom = z.strictObject({
  epc: uri,
  customer: party
    .exactOptional()
    .meta({ description: 'whom the part was delivered to; if not given, who holds it on the ledger' }),
  vin: vin.exactOptional().meta({ description: 'the vehicle that it is' }),
  children: z
    .array(
      z.strictObject({
        epc: uri,
        supplier: party.exactOptional(),
        quantity: count(1_000_000, 1),
        salt,
      }),
    )
    .min(1)
    .max(500),
});

/** A bill of materials, decoded. */
export type Bom = z.output<typeof bom>;

export const seals = table({
  kind: 'part-seal',
  v: 1,
  schema: Sealed,
  id: ({ epc, what, party: by }) => [epc, what, by],
  indexes: { bomsOf: ({ what, party: by }: Sealed) => (what === 'bom' ? [by] : undefined) },
});
export const prices = secretTable({ kind: 'part-price', v: 1, schema: price });
export const boms = secretTable({ kind: 'part-bom', v: 1, schema: bom });
