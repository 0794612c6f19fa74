import { z } from 'zod';
import { table } from '../../kit/table';
import { count, line, member } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { category } from '../../words/category';
import { geohash } from '../../words/geohash';
import { capability } from './requirement';

/** The coarsest and the finest cell that is searched: about 150 km and 150 m. */
const [COARSEST, FINEST] = [3, 7];
/** Most cells of one search (a cell and its neighbours), and most merchants told of one cell. */
export const [MOST_CELLS, MOST_IN_CELL] = [9, 50];

export const language = z
  .string()
  .regex(/^[a-z]{2}$/, 'must be an ISO 639 code like de')
  .meta({ description: 'language (ISO 639)', examples: ['de'] });

/** Where a merchant is found, as its door says it; of a business, so it is public. */
export const Place = z.strictObject({
  merchant: member,
  category,
  address: z.strictObject({
    street: line(120).meta({ description: 'street and number, as letters are addressed' }),
    postalCode: line(16).optional(),
    city: line(80),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code like DE')
      .meta({ description: 'country (ISO 3166)', examples: ['DE'] }),
  }),
  latitude: count(900_000_000, -900_000_000).meta({ description: 'in 10⁻⁷ degree, north positive' }),
  longitude: count(1_800_000_000, -1_800_000_000).meta({ description: 'in 10⁻⁷ degree, east positive' }),
  cell: geohash.meta({ description: 'the cell of about 150 m in which it lies' }),
  languages: z.array(language).min(1).max(12).meta({ description: 'spoken there' }),
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a number like +493012345678')
    .meta({ description: 'telephone (ITU-T E.164)', examples: ['+493012345678'] }),
  setAt: instant,
});
export type Place = z.output<typeof Place>;

/** A cell as it is searched. */
export const searchedCell = geohash.refine(
  ({ length }) => length >= COARSEST && length <= FINEST,
  `must have ${COARSEST} to ${FINEST} characters`,
);

export const places = table({
  kind: 'merchant-place',
  v: 1,
  schema: Place,
  id: ({ merchant }) => [merchant],
  indexes: {
    byCell: ({ cell, category: trade }: Place) =>
      Array.from({ length: FINEST - COARSEST + 1 }, (_, at) => [cell.slice(0, COARSEST + at), trade]),
  },
});

/** A merchant that a search found. */
export const FoundMerchant = z.strictObject({
  merchant: member,
  businessName: line(80),
  capabilities: z.array(capability).max(capability.options.length).meta({ description: 'that it has now' }),
  place: Place,
  open: z
    .boolean()
    .optional()
    .meta({ description: 'whether it works now; not given where its hours, or its clocks, are not known' }),
});
export type FoundMerchant = z.output<typeof FoundMerchant>;
