import { demand, kitErrors, refuse } from '../../kit/errors';
import type { Day, Instant } from '../../kit/value/time';
import { mustHaveCome } from './report/ahead';
import { addBrand } from './brand';
import { vehicleErrors } from '../errors';
import { mustBeFree } from './lien';
import { vehicleLife } from '../life';
import type { Destruction, Vehicle } from '../records/vehicle';
import type { Dismantler } from '../records/dismantler';

type Certificate = Pick<Destruction, 'certificateId' | 'dismantledOn' | 'documentHash'>;

/**
 * An authorised dismantler hands in the certificate of destruction. Until the registrar has decided nobody
 * else's takes its place; who handed it in corrects it under another id, so that what the registrar looked at
 * is what it confirms.
 */
export function handInCertificate(
  vehicle: Vehicle,
  certificate: Certificate,
  {
    dismantler,
    member,
    today,
    at,
  }: { dismantler: Dismantler | undefined; member: string; today: Day; at: Instant },
): Vehicle {
  const handed = vehicle.destruction;
  if (handed?.dismantler === member && isSame(handed, certificate)) return vehicle;
  if (handed) mustGiveWay(vehicle.vin, handed, certificate, member);
  if (!dismantler || dismantler.until <= today)
    return refuse(vehicleErrors.DISMANTLER_UNAUTHORISED, { member });
  vehicleLife.step('handInCertificate', vehicle.status);
  mustBeFree(vehicle);
  mustHaveCome(certificate.dismantledOn, at);
  const { companyNumber } = dismantler;
  return { ...vehicle, destruction: { ...certificate, companyNumber, dismantler: member, handedInAt: at } };
}

const isSame = (handed: Certificate, { certificateId, dismantledOn, documentHash }: Certificate): boolean =>
  handed.certificateId === certificateId &&
  handed.dismantledOn === dismantledOn &&
  handed.documentHash === documentHash;

function mustGiveWay(vin: string, handed: Destruction, next: Certificate, member: string): void {
  const { certificateId, dismantler, confirmedAt } = handed;
  demand(confirmedAt === undefined, vehicleErrors.CERTIFICATE_CONFIRMED, { vin, certificateId });
  demand(dismantler === member, vehicleErrors.CERTIFICATE_WAITS, { vin, certificateId, dismantler });
  demand(certificateId !== next.certificateId, kitErrors.EXISTS_DIFFERENTLY, {
    kind: 'certificate',
    id: certificateId,
  });
}

/** The registrar refuses what a dismantler handed in. */
export function refuseCertificate(
  vehicle: Vehicle,
  certificateId: string,
): { vehicle: Vehicle; refused: Destruction } {
  const { vin } = vehicle;
  const { destruction: refused, ...rest } = vehicle;
  if (refused?.certificateId !== certificateId)
    return refuse(vehicleErrors.CERTIFICATE_MISSING, { vin, certificateId });
  demand(refused.confirmedAt === undefined, vehicleErrors.CERTIFICATE_CONFIRMED, { vin, certificateId });
  return { vehicle: rest, refused };
}

/** The registrar confirms: the vehicle is destroyed, for good, and its title says `dismantled`. */
export function confirmDestruction(
  vehicle: Vehicle,
  certificateId: string,
  { by, at }: { by: string; at: Instant },
): Vehicle {
  const { vin, destruction } = vehicle;
  if (destruction?.certificateId !== certificateId)
    return refuse(vehicleErrors.CERTIFICATE_MISSING, { vin, certificateId });
  if (destruction.confirmedAt !== undefined) return vehicle;
  mustHaveCome(destruction.dismantledOn, at);
  const status = vehicleLife.step('confirmDestruction', vehicle.status);
  mustBeFree(vehicle);
  const { registration: _ended, offer: _fallen, ...rest } = vehicle;
  const branded = addBrand(rest, {
    brandId: certificateId,
    name: 'dismantled',
    by,
    at,
    reference: certificateId,
  });
  return { ...branded, status, destruction: { ...destruction, confirmedAt: at } };
}
