import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { everyone } from '../../words/role';
import { category } from '../../words/category';
import { merchantErrors as errors } from '../errors';
import { merchantEvents as events } from '../events';
import { maybe } from '../../kit/ref';
import { crewKey, crews } from '../records/crew';
import { onMerchant } from '../records/merchant';
import {
  FoundMerchant,
  language,
  MOST_CELLS,
  MOST_IN_CELL,
  Place,
  places,
  searchedCell,
} from '../records/place';
import { ofMerchant, shops } from './shape';

/** Where a merchant is found, and who is found nearby. */
export const placeOperations = {
  setPlace: submit({
    says: 'Say where the merchant is found: address, place, languages and telephone.',
    by: shops,
    request: Place.omit({ category: true, cell: true, setAt: true }),
    loads: ({ merchant }, _on, { member }) => ({
      shop: onMerchant({ merchant }),
      crew: maybe(crews.at(...crewKey(merchant, member))),
      before: maybe(places.at(merchant)),
    }),
    response: Place,
    errors: [errors.NOT_A_MERCHANT, errors.NOT_WORKING],
    events: [events.PlaceSet],
  }),
  removePlace: submit({
    says: 'Be found nearby no longer.',
    by: shops,
    request: ofMerchant,
    on: ({ merchant }) => places.at(merchant),
    loads: ({ merchant }, _on, { member }) => ({ crew: maybe(crews.at(...crewKey(merchant, member))) }),
    response: Place,
    events: [events.PlaceRemoved],
  }),
  readPlace: evaluate({
    says: 'Read where a merchant is found.',
    by: everyone,
    request: ofMerchant,
    on: ({ merchant }) => places.at(merchant),
    response: Place,
  }),
  findMerchants: evaluate({
    says:
      'Find the merchants that work in some cells of the earth, such as the own one and its eight neighbours: ' +
      'of a category, where a language is spoken, open now.',
    by: everyone,
    request: z.strictObject({
      cells: z.array(searchedCell).min(1).max(MOST_CELLS),
      category: category.optional(),
      language: language.optional(),
      openNow: z.boolean().optional().meta({ description: 'only those that work now, as far as is known' }),
    }),
    response: z.strictObject({
      items: z.array(FoundMerchant).max(MOST_CELLS * MOST_IN_CELL),
      crowded: z
        .array(searchedCell)
        .max(MOST_CELLS)
        .meta({
          description: `cells with more than the ${MOST_IN_CELL} that were looked at: ask for finer ones`,
        }),
    }),
  }),
};
