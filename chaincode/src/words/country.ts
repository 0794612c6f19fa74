import { z } from 'zod';

/** ISO 3166 country, with the subdivision where titles are its business: `DE`, `US-CA`. */
export const jurisdiction = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be an ISO 3166 code like DE or US-CA')
  .meta({ examples: ['DE'] });

/** ISO 3166 alpha-3, as Catena-X writes countries: `DEU`. */
export const country3 = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 3166 alpha-3 code like DEU')
  .meta({ examples: ['DEU'] });
