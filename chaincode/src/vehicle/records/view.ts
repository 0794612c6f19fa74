import { z } from 'zod';
import { Reading } from './odometer';
import { RecalledVehicle } from './recall';
import { Vehicle } from './vehicle';
import { vehicleSign } from './status';
import { Brand, MAX_BRANDS } from './brand';
import { Lien, MAX_LIENS } from './lien';
import { Accident } from './accident';
import { Title } from './title';

/**
 * What a reader sees of a vehicle. Everybody: what a buyer needs. All of it: its owner, registrar and
 * auditor, and whom the owner granted the category `history`. An institution: beside what everybody sees,
 * what is its own.
 */
export interface Reader {
  readonly all: boolean;
  /** Whether the reader is that party. */
  is(party: string): boolean;
}

export const LIEN = { lienId: true, loanId: true, amount: true, placedAt: true } as const;
export const BRAND = { by: true, reference: true } as const;
export const THEFT = { by: true, reference: true, before: true } as const;
export const SALE_TO = {
  sale: true,
  titleId: true,
  registration: true,
  shared: true,
  lienAgreements: true,
} as const;
export const READING = {
  readingId: true,
  reporter: true,
  tripKm: true,
  place: true,
  signature: true,
  recordedAt: true,
  supersedes: true,
} as const;
export const RECALL = { completedBy: true, reference: true, reopened: true } as const;
export const ACCIDENT = { accidentId: true, reference: true, by: true, recordedAt: true } as const;
export const TITLE = {
  titleId: true,
  holder: true,
  from: true,
  shared: true,
  reason: true,
  reference: true,
} as const;
export const SeenLien = Lien.partial(LIEN);
export const SeenBrand = Brand.partial(BRAND);
export const SeenReading = Reading.partial(READING);
export const SeenRecall = RecalledVehicle.partial(RECALL);
export const SeenAccident = Accident.partial(ACCIDENT);
export const SeenTitle = Title.partial(TITLE);
export const SeenVehicle = Vehicle.extend({
  /** Where it was seen and should not have been; told when the vehicle is read. */
  signs: z.array(vehicleSign).max(4).optional(),
  liens: z.array(SeenLien).max(MAX_LIENS),
  brands: z.array(SeenBrand).max(MAX_BRANDS),
  theft: Vehicle.shape.theft.unwrap().partial(THEFT).optional(),
  repossession: Vehicle.shape.repossession.unwrap().partial({ lienId: true }).optional(),
});
export type SeenVehicle = z.infer<typeof SeenVehicle>;
