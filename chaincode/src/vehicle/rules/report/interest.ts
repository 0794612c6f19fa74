import { demand } from '../../../kit/errors';
import type { Caller } from '../../../kit/who';
import { vehicleErrors } from '../../errors';

/**
 * An insurer speaks about a vehicle only where its own money is at stake (insurable interest). Otherwise a
 * competitor, or a mistake, could stain any title. Others need nothing.
 */
export function mustBeInterested(
  { role, org }: Caller,
  vin: string,
  reference: string | undefined,
  interested: boolean,
): void {
  const facts = { vin, insurer: org, reference: reference ?? 'none' };
  demand(role !== 'insurer' || interested, vehicleErrors.INTEREST_MISSING, facts);
}
