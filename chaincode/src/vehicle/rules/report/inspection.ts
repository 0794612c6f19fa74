import { demand } from '../../../kit/errors';
import { vehicleErrors } from '../../errors';
import type { Inspection } from '../../records/inspection';

type Taken = NonNullable<Inspection['superseded']>;

/**
 * Who recorded an inspection takes it back, or the registrar (INSPECTION_OF_ANOTHER); it is superseded once
 * (INSPECTION_SUPERSEDED).
 */
export function supersedeInspection(
  inspection: Inspection,
  { member, role, ...superseded }: Taken & { readonly member: string; readonly role: string },
): Inspection {
  const { vin, inspectionId, by } = inspection;
  demand(inspection.superseded === undefined, vehicleErrors.INSPECTION_SUPERSEDED, { vin, inspectionId });
  const may = by === member || role === 'registrar';
  demand(may, vehicleErrors.INSPECTION_OF_ANOTHER, { inspectionId, by });
  return { ...inspection, superseded };
}
