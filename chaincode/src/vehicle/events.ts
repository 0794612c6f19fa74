import { z } from 'zod';
import { defineEvents } from '../kit/events';
import { count, id, member, org } from '../kit/value/text';
import { day, instant } from '../kit/value/time';
import { wmi } from './records/birth';
import { brandName } from './records/brand';
import { Reading, readingError, verdict } from './records/odometer';
import { holder, transferReason } from './records/title';
import { Lien } from './records/lien';
import { country3, jurisdiction } from '../words/country';
import { vin } from '../words/vin';
import { Accident } from './records/accident';
import { Inspection } from './records/inspection';

/** Facts about vehicles that others may hear. An owner is a member's id, a plate is never told. */
export const vehicleEvents = defineEvents({
  WmiRegistered: z.strictObject({ wmi, manufacturer: org }),
  VehicleBorn: z.strictObject({ vin, manufacturer: org }),
  VehicleAdmitted: z.strictObject({ vin }),
  VehicleSold: z.strictObject({ vin, to: holder, soldOn: day }),
  VehicleRegistered: z.strictObject({ vin, owner: holder, jurisdiction }),
  TitleOffered: z.strictObject({ vin, offerId: id, to: holder }),
  /** A co-owner agreed to what another offered. */
  OfferAgreed: z.strictObject({ vin, offerId: id }),
  TitleAccepted: z.strictObject({ vin, offerId: id }),
  OfferWithdrawn: z.strictObject({ vin, offerId: id }),
  TitlePassed: z.strictObject({
    ...{ vin, titleId: id, owner: holder, no: count(1000, 1), reason: transferReason.optional() },
  }),
  LienAgreed: z.strictObject({ vin, lienId: id, holder: org }),
  LienConsented: z.strictObject({ vin, lienId: id, holder: org, by: org }),
  /** For which loan, and how much it secures, was told before; now its lender reads it from the vehicle. */
  LienPlaced: Lien.pick({ lienId: true, holder: true, loanId: true, amount: true, rank: true })
    .partial({ loanId: true, amount: true })
    .extend({ vin }),
  LienCarried: Lien.pick({ lienId: true, holder: true, loanId: true })
    .partial({ loanId: true })
    .extend({ vin }),
  LienReleased: z.strictObject({ vin, lienId: id, holder: org }),
  VehicleRepossessed: z.strictObject({
    vin,
    lienId: id,
    holder: org,
    step: z.enum(['notice', 'taken', 'ended']),
  }),
  TitleBranded: z.strictObject({ vin, brandId: id, brand: brandName }),
  VehicleStolen: z.strictObject({ vin, by: member }),
  VehicleRecovered: z.strictObject({ vin, by: member }),
  VehicleRebuilt: z.strictObject({ vin, brandId: id }),
  VehicleExported: z.strictObject({ vin, country: country3 }),
  VehicleInspected: Inspection.pick({
    ...{ vin: true, inspectionId: true, result: true, validUntil: true, signs: true },
  }),
  InspectionSuperseded: Inspection.pick({ vin: true, inspectionId: true }).extend({
    reason: Inspection.shape.superseded.unwrap().shape.reason,
  }),
  AccidentRecorded: Accident.pick({
    vin: true,
    accidentId: true,
    happenedOn: true,
    cause: true,
    damage: true,
  }),
  AccidentContested: Accident.pick({ vin: true, accidentId: true }),
  AccidentTakenBack: Accident.pick({ vin: true, accidentId: true }),
  DismantlerAuthorised: z.strictObject({ member, companyNumber: id, until: day }),
  VehicleEntrusted: z.strictObject({ vin, workshop: member, until: instant }),
  VehicleTakenBack: z.strictObject({ vin, workshop: member }),
  CertificateHandedIn: z.strictObject({ vin, certificateId: id, dismantler: member }),
  CertificateRefused: z.strictObject({ vin, certificateId: id, dismantler: member }),
  VehicleDestroyed: z.strictObject({ vin, certificateId: id }),
  OdometerRead: Reading.pick({
    vin: true,
    readingId: true,
    value: true,
    unit: true,
    at: true,
    source: true,
    signs: true,
  }).extend({ verdict }),
  ReadingSuperseded: Reading.pick({ vin: true, readingId: true }).extend({ reason: readingError, verdict }),
  OdometerReplaced: z.strictObject({ vin, replacementId: id, at: instant, verdict }),
  RecallAnnounced: z.strictObject({
    campaign: id,
    manufacturer: org,
    parkIt: z.boolean(),
    notification: id.optional(),
  }),
  VehicleRecalled: z.strictObject({ vin, campaign: id }),
  RecallReopened: z.strictObject({ vin, campaign: id }),
  RecallCompleted: z.strictObject({ vin, campaign: id, by: member }),
});
