import { z } from 'zod';
import { anybody, nobody, whoever } from '../../kit/side';
import { vehicleErrors } from '../errors';
import { table } from '../../kit/table';
import { count, id, line, member, org, sha256Hex } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { MAX_BRANDS, Brand } from './brand';
import { vehicleStatus } from './status';
import { vin } from '../../words/vin';
import { holder, MAX_HOLDERS, Shared } from './title';
import { jurisdiction, country3 } from '../../words/country';
import { MAX_LIENS, Lien, LienAgreement, LienConsent } from './lien';

/** A title on its way to another owner: offered, then accepted, then recorded by the registrar. */
export const TitleOffer = z.strictObject({
  offerId: id,
  from: holder,
  to: holder,
  /** Several buy it, `to` first. */
  shared: Shared.optional(),
  /** Of several who own it, those who agreed; of several who buy it, those who accepted. */
  agreed: z.array(holder).max(MAX_HOLDERS).optional(),
  accepted: z.array(holder).max(MAX_HOLDERS).optional(),
  offeredAt: instant,
  acceptedAt: instant.optional(),
  /** Until when it must have passed; a sale that binds it ends it itself. */
  lapsesAt: instant.optional(),
});

export type TitleOffer = z.infer<typeof TitleOffer>;

/**
 * What a certificate of destruction says. The certificate itself, with names and addresses, stays with the
 * dismantler; its hash proves it.
 */
export const Destruction = z.strictObject({
  certificateId: id,
  dismantler: member,
  /** Number of the dismantler's authorisation. */
  companyNumber: id,
  dismantledOn: day,
  documentHash: sha256Hex,
  handedInAt: instant,
  confirmedAt: instant.optional(),
});
export type Destruction = z.infer<typeof Destruction>;

export const Vehicle = z.strictObject({
  vin,
  status: vehicleStatus,
  /**
   * The organisation that issued the birth certificate; absent for a vehicle of a manufacturer outside the
   * consortium.
   */
  manufacturer: org.optional(),
  /** When the record began. */
  recordedAt: instant,
  /** The buyer named by the manufacturer; the first registration must be for this member. */
  sale: z.strictObject({ to: holder, soldOn: day, country: country3 }).optional(),
  /**
   * Holder of the title: a member's id, nothing about the person, or an organisation; with several, the one in
   * whose name it is registered. Absent before the first registration.
   */
  owner: holder.optional(),
  /** Several own it. */
  shared: Shared.optional(),
  ownerSince: instant.optional(),
  /** How many owners the title had, the present one included. */
  owners: count(1000),
  /** The id of the registration or offer by which the owner holds it. */
  titleId: id.optional(),
  /**
   * The plate itself is not on the ledger; its tag (plate.ts) finds it again for the registrar who holds the
   * key.
   */
  registration: z
    .strictObject({ registrationId: id, jurisdiction, plateTag: sha256Hex, registeredAt: instant })
    .optional(),
  offer: TitleOffer.optional(),
  liens: z.array(Lien).max(MAX_LIENS),
  lienConsents: z.array(LienConsent).max(MAX_LIENS),
  /** Of several who own it, those who agree to a lien that is to come. */
  lienAgreements: z.array(LienAgreement).max(MAX_LIENS).optional(),
  brands: z.array(Brand).max(MAX_BRANDS),
  /** While stolen: who reported it, and the status to come back to. */
  theft: z
    .strictObject({ by: member, reportedAt: instant, reference: line(64).optional(), before: vehicleStatus })
    .optional(),
  /** A lender is taking, or has taken, the vehicle for an open lien. */
  repossession: z
    .strictObject({ lienId: id, holder: org, noticeAt: instant, takenAt: instant.optional() })
    .optional(),
  /**
   * Certificate of destruction handed in by a dismantler; the vehicle is destroyed when the registrar
   * confirms it.
   */
  destruction: Destruction.optional(),
  /** Where it went, once exported. */
  exportedTo: z.strictObject({ country: country3, exportedAt: instant }).optional(),
});
export type Vehicle = z.infer<typeof Vehicle>;

export const vehicles = table({
  kind: 'vehicle',
  v: 2,
  schema: Vehicle,
  id: (record) => [record.vin],
  indexes: { owner: (record: Vehicle) => ownersOf(record).map((one) => [one]) },
  sides: {
    holder: (vehicle: Vehicle) =>
      partiesOf(
        offererOf(vehicle),
        vehicle.repossession?.takenAt === undefined ? vehicle.shared : undefined,
      ) ?? nobody(vehicleErrors.TITLE_UNHELD, { vin: vehicle.vin }),
    buyer: ({ vin: of, offer }: Vehicle) => partiesOf(offer?.to, offer?.shared) ?? unoffered(of),
    seller: ({ vin: of, offer }: Vehicle) => offer?.from ?? unoffered(of),
    lienholder: ({ liens }: Vehicle) => liens.map(({ holder }) => holder),
    maker: ({ manufacturer }: Vehicle) => manufacturer,
    registrar: whoever('registrar'),
    insurer: whoever('insurer'),
    manufacturer: whoever('manufacturer'),
    workshop: whoever('workshop'),
    lender: whoever('lender'),
    anybody,
  },
});

/** The vehicle that a request names. */
export const onVehicle = ({ vin: of }: { readonly vin: string }) => vehicles.at(of);

const partiesOf = (one: string | undefined, shared: Shared | undefined): string | string[] | undefined =>
  shared ? shared.holders.map((each) => each.holder) : one;

/** Who owns it: the one, or all. */
export const ownersOf = ({ owner, shared }: Pick<Vehicle, 'owner' | 'shared'>): string[] =>
  shared ? shared.holders.map((each) => each.holder) : owner === undefined ? [] : [owner];

/** Who may offer the title: its owner, or the lender that has repossessed the vehicle. */
export const offererOf = ({ repossession, owner }: Vehicle): string | undefined =>
  repossession?.takenAt === undefined ? owner : repossession.holder;

const unoffered = (of: string) => nobody(vehicleErrors.OFFER_UNKNOWN, { vin: of, offerId: 'any id' });
