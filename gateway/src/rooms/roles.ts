import { type Api, operationNamed } from '@roadbook/chaincode/api';
import { apiByRoom } from './apis';
import type { RoleClient, Rooms } from './client';
import { plural } from './plural';

export type { RoleClient };

/**
 * A client sliced by role, from the `by` of every operation: nothing is listed twice. People come as a role,
 * not as a room, so it says
 * `lender.loans.repay({...})`. It is a view of the connection; the ledger still decides who may do what.
 */
export const roleOf =
  <const Who extends string>(...who: readonly Who[]) =>
  (connection: Rooms): RoleClient<Who> =>
    Object.freeze(
      Object.fromEntries(
        Object.entries(apiByRoom).flatMap(([room, api]) => {
          const allowed = sliceOf(api, connection[room as keyof Rooms], who);
          return Object.keys(allowed).length > 0 ? [[plural(room), allowed]] : [];
        }),
      ),
    ) as RoleClient<Who>;

function sliceOf(api: Api, room: object, who: readonly string[]): object {
  const may = (name: string) => operationNamed(api, name)?.operation.by.some((role) => who.includes(role));
  return Object.freeze(Object.fromEntries(Object.entries(room).filter(([name]) => may(name))));
}

/** The maker of vehicles and parts. */
export const asManufacturer = roleOf('manufacturer');
/** A maker of parts. */
export const asSupplier = roleOf('supplier');
/** Staff of a lender. */
export const asLender = roleOf('lender');
/** Staff of an insurer. */
export const asInsurer = roleOf('insurer');
/** Staff of the registry: the registrar and the auditor. */
export const asRegistry = roleOf('registrar', 'auditor');
/** A seller of vehicles. */
export const asDealer = roleOf('dealer');
/** Who services, repairs and dismantles vehicles. */
export const asWorkshop = roleOf('workshop');
/** A seller of services around the car. */
export const asMerchant = roleOf('merchant');
/** Who owns or drives a car. */
export const asOwner = roleOf('owner');
