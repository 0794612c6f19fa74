import { demand } from '../../kit/errors';
import type { Service, VehicleClass } from '../../merchant/records/catalogue';
import type { Birth, Wmi } from '../../vehicle/records/birth';
import { serviceErrors } from '../errors';

/** Bodies that are not a car: light goods vehicles (class N1 of UNECE R.E.3) are vans here. */
const VANS: readonly string[] = ['Cargo Van', 'Van', 'Pickup', 'Sport Utility Truck(SUT)', 'Pick-up'];

const BY_MAKER: { readonly [Type in NonNullable<Wmi['vehicleType']>]?: VehicleClass } = {
  passenger: 'car',
  multipurpose: 'car',
  lowSpeed: 'car',
  truck: 'truck',
  lightTruck: 'van',
  bus: 'bus',
  motorcycle: 'motorcycle',
};

/**
 * What a vehicle is by its birth record; where that names no body, what its manufacturer code is for. Unknown
 * without either.
 */
export function classOf(
  birth: Pick<Birth, 'body'> | undefined,
  wmi: Pick<Wmi, 'vehicleType'> | undefined,
): VehicleClass | undefined {
  const body = birth?.body?.nhtsa ?? birth?.body?.kba;
  if (body !== undefined) return VANS.includes(body) ? 'van' : 'car';
  return wmi?.vehicleType && BY_MAKER[wmi.vehicleType];
}

/** What nobody recorded is not held against the customer: the merchant sees the vehicle when it comes. */
export function mustFit(
  { serviceCode, vehicleClasses }: Pick<Service, 'serviceCode' | 'vehicleClasses'>,
  vin: string,
  vehicleClass: VehicleClass | undefined,
): void {
  if (vehicleClass === undefined) return;
  const classes = vehicleClasses.join(', ');
  demand(vehicleClasses.includes(vehicleClass), serviceErrors.VEHICLE_CLASS_OTHER, {
    serviceCode,
    vin,
    vehicleClass,
    classes,
  });
}
