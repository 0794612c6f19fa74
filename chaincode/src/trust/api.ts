import { AccidentCoverage } from '../vehicle/records/accident';
import { Judged } from '../vehicle/records/certificate';
import { z } from 'zod';
import { defineApi, evaluate, pageOf } from '../kit/api';
import { count, id, org } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { everyone } from '../words/role';
import { loanStatus } from '../loan/records/loan';
import { uri } from '../words/uri';
import { flag } from '../part/records/part';
import { policy } from '../policy/records/policy';
import { ServiceRecord } from '../service/records/work';
import { Birth } from '../vehicle/records/birth';
import { holder } from '../vehicle/records/title';
import { vehicleStatus } from '../vehicle/records/status';
import { Vehicle } from '../vehicle/records/vehicle';
import { vin } from '../words/vin';
import { Inspection } from '../vehicle/records/inspection';
import { SeenAccident, SeenReading, SeenRecall, SeenTitle, SeenVehicle } from '../vehicle/records/view';
import { SeenRecord } from '../service/records/view';

/** The state of the title, without plate and consents. */
const Standing = z.strictObject({
  status: vehicleStatus,
  owner: holder.optional(),
  ownerSince: instant.optional(),
  owners: count(1000),
  brands: SeenVehicle.shape.brands,
  theft: SeenVehicle.shape.theft,
  repossession: SeenVehicle.shape.repossession,
  exportedTo: Vehicle.shape.exportedTo,
  destruction: Vehicle.shape.destruction,
  /** Where it was seen and should not have been: another may bear its number. */
  signs: SeenVehicle.shape.signs,
});
const Cover = policy.pick({ insurer: true, status: true, startsAt: true, endsAt: true }).partial({
  ...{ insurer: true, startsAt: true, endsAt: true },
});

/** Most parts that the chain lists; room part has all of them by pages. */
export const MOST_PARTS = 500;

/** A part in the vehicle or one that it was made from, with what was noticed about it. */
const Fitted = z.strictObject({
  epc: uri,
  of: uri,
  depth: count(8, 1),
  how: z.enum(['transformed', 'contained']),
  flags: z.array(flag).max(7),
});
/** A service in a line; the whole record is read in room service. */
const Serviced = SeenRecord.pick({
  recordId: true,
  merchant: true,
  endedAt: true,
  odometer: true,
  warranty: true,
}).extend({
  work: z.array(id).max(50),
  parts: z.array(ServiceRecord.shape.parts.element.pick({ fitted: true, genuineness: true })).max(20),
});
const Secured = z.strictObject({ loanId: id, lender: org, status: loanStatus });

/**
 * Everything that makes a used car trustworthy, by what vouches for it: an authority, the thing itself,
 * money. Lists hold the first 20; `next` tells of more.
 */
export const TrustChain = z.strictObject({
  vin,
  at: instant,
  institutional: z.strictObject({
    title: Standing,
    liens: SeenVehicle.shape.liens,
    cover: pageOf(Cover),
    inspections: pageOf(Inspection),
  }),
  technical: z.strictObject({
    birth: Birth.optional(),
    /** Eight levels down; `truncated` when there are more. */
    parts: z.strictObject({ items: z.array(Fitted).max(MOST_PARTS), truncated: z.boolean() }),
    odometer: Judged.optional(),
    recalls: pageOf(SeenRecall),
    accidents: pageOf(SeenAccident),
    /** What that list rests on, and what it cannot know. */
    accidentCoverage: AccidentCoverage,
    /** Readings that workshops took at a service. */
    service: z.array(SeenReading).max(100),
    /** What was done at those services, and with which parts. */
    work: pageOf(Serviced),
  }),
  economic: z.strictObject({
    /**
     * Who lends on it and how the loan stands: for who sees all, and for the lender its own. Amounts are
     * between borrower and lender.
     */
    loans: pageOf(Secured),
    usage: z.strictObject({
      readings: count(1_000_000),
      first: SeenReading.optional(),
      last: SeenReading.optional(),
    }),
    trades: pageOf(SeenTitle),
  }),
});
export type TrustChain = z.infer<typeof TrustChain>;

/** All that may be asked about the trust chain, one value. */
export const trustApi = defineApi(
  'trust',
  'The trust chain of a vehicle: what all rooms know of it, in one answer.',
  {
    read: evaluate({
      says: 'Read the trust chain of a vehicle: institutional, technical and economic facts in one answer.',
      by: everyone,
      request: z.strictObject({ vin }),
      response: TrustChain,
      formerly: 'vehicle.trust',
    }),
  },
);
