import { defineLivingApi } from '../../kit/api';
import { rentalDues } from '../due';
import { carLife, rentalLife } from '../life';
import { carOperations } from './car';
import { rentalOperations } from './rental';

/** All that may be asked about rental, one value. */
export const rentalApi = defineLivingApi(
  'rental',
  'Cars by the hour: offered, booked cell by cell, driven, returned, settled from a deposit.',
  { ...carOperations, ...rentalOperations },
  { car: carLife, rental: rentalLife },
  rentalDues,
);
