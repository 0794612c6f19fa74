import type { Birth } from '../records/birth';
import type { Vehicle } from '../records/vehicle';

/**
 * What the ledger can say of `certificate_of_destruction` 2.0.0; addresses and contacts are in the
 * certificate whose hash it keeps.
 */
export const toCertificateOfDestruction = (vehicle: Vehicle, birth?: Birth) =>
  vehicle.destruction && {
    serialNumber: vehicle.destruction.certificateId,
    companyNumber: vehicle.destruction.companyNumber,
    dismantlingDate: vehicle.destruction.dismantledOn,
    vehicleProperties: { identification: vehicle.vin, model: birth?.model.name, brand: birth?.model.series },
    dismantlerProperties: { isVehicleWithdrawnFromService: vehicle.status === 'destroyed' },
  };
