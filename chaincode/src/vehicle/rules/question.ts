import { question } from '../../kit/question';
import type { Vehicle } from '../records/vehicle';

/**
 * Whether the owner lets the caller read the vehicle's record now, by a grant of this category, or of any.
 * Consent knows.
 */
export const isGranted = question<'lists', [vehicle: Vehicle, category?: string], boolean>(
  'lists',
  'whether a grant of the owner opens the vehicle to the caller',
);

/**
 * Whether the calling insurer has money of its own at stake in the vehicle, by a policy or claim of this
 * number. Claim knows.
 */
export const isInterested = question<'finds', [vin: string, reference: string], boolean>(
  'finds',
  'whether the insurer has an interest in the vehicle',
);
