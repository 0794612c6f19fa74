import { z } from 'zod';
import { secretTable } from '../../kit/table';
import { member, sha256Hex } from '../../kit/value/text';
import { instant } from '../../kit/value/time';
import { CLAIMS, type ClaimsOf } from '../../identity/records/claims';
import { placed } from '../../identity/records/credential';

/** What an owner asks of a driver; claims of a DriverLicence (Directive 2006/126/EC). */
export const licenceNeed = z.strictObject({
  drivingClass: CLAIMS.DriverLicence.shape.classes.element,
  also: z
    .array(z.enum(['over21', 'over25', 'licensedOver1Year', 'licensedOver3Years']))
    .max(4)
    .refine((list) => new Set(list).size === list.length, 'must name each once'),
});
export type LicenceNeed = z.output<typeof licenceNeed>;

/**
 * Where the standing of the licence is, until when it was found to fit, and the seal of what the driver's
 * organisation keeps about that.
 */
export const shownLicence = z.strictObject({
  ...placed,
  until: instant.meta({ description: 'the end that was asked about, not the end of the licence' }),
  seal: sha256Hex,
});
export type ShownLicence = z.output<typeof shownLicence>;
export type Place = Omit<ShownLicence, 'seal'>;

/**
 * Private, in the organisation of the driver: that this document was found to fit. The document itself is not
 * kept.
 */
export const Licence = z.strictObject({ driver: member, documentHash: sha256Hex, verifiedAt: instant });
export const licences = secretTable({ kind: 'rentalLicence', v: 1, schema: Licence });

export type Subject = ClaimsOf<'DriverLicence'> & { readonly id?: string };
