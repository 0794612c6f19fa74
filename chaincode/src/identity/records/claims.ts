import { z } from 'zod';
import { line } from '../../kit/value/text';
import { day } from '../../kit/value/time';

const name = line(64);
const vin = z.string().regex(/^[A-HJ-NPR-Z0-9]{17}$/, 'must be a VIN');
const country = z.string().regex(/^[A-Z]{2}$/, 'must be a country by ISO 3166-1 alpha-2');
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');
/** Parts per million of a whole. */
const ppm = z.int().min(0).max(1_000_000);
const amount = z.strictObject({
  amount: z.string().regex(/^\d{1,18}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
});

/** Directive 2006/126/EC, article 4. */
const LICENCE_CLASSES = [
  'AM',
  'A1',
  'A2',
  'A',
  'B1',
  'B',
  'BE',
  'C1',
  'C1E',
  'C',
  'CE',
  'D1',
  'D1E',
  'D',
  'DE',
  'T',
  'L',
] as const;

/**
 * What each type of credential says of its subject. A date of birth is in none: it says what follows from it.
 */
export const CLAIMS = {
  VehicleOwner: z.strictObject({ vin, since: day, jurisdiction: country }),
  DriverLicence: z.strictObject({
    classes: z.array(z.enum(LICENCE_CLASSES)).min(1).max(LICENCE_CLASSES.length),
    country,
    validThrough: day,
    over18: z.boolean(),
    over21: z.boolean(),
    over25: z.boolean(),
    licensedOver1Year: z.boolean(),
    licensedOver3Years: z.boolean(),
  }),
  MerchantLicence: z.strictObject({ merchant: name, trade: name, country }),
  InsuranceCover: z.strictObject({
    vin,
    policyId: name,
    from: day,
    until: day,
    covers: z.array(name).min(1).max(16),
  }),
  ServiceTechnician: z.strictObject({
    qualifications: z.array(name).min(1).max(32),
    highVoltage: z.enum(['none', '1S', '2S', '3S']),
  }),
  LoyaltyTier: z.strictObject({ programme: name, tier: name }),
  OdometerCertificate: z.strictObject({
    vin,
    value: z.int().min(0).max(10_000_000),
    unit: z.enum(['km', 'mi']),
    readAt: z.iso.datetime(),
    verdict: z.enum(['logical', 'illogical', 'noJudgement']),
  }),
  BatteryHealth: z.strictObject({ vin, batteryId: name, stateOfHealthPpm: ppm, measuredOn: day }),
  LoanPreapproval: z.strictObject({ lender: name, limit: amount, annualRatePpm: ppm, until: day }),
  QualifiedInvestor: z.strictObject({
    holder: line(120),
    kind: z.enum(['qualifiedInstitutionalBuyer', 'professionalClient']),
    country,
  }),
  VehicleHistory: z.strictObject({ vin, hash, issuedAt: z.iso.datetime() }),
} as const;

/** A type of credential that this network knows, as it stands in the credential. */
export type CredentialType = keyof typeof CLAIMS;
/** What a credential of a type says of its holder. */
export type ClaimsOf<T extends CredentialType> = z.output<(typeof CLAIMS)[T]>;

/** All types of credential, in the order of their table. */
export const credentialTypes = Object.keys(CLAIMS) as [CredentialType, ...CredentialType[]];
export const credentialType = z.enum(credentialTypes).meta({ description: 'type of credential' });
export const isCredentialType = (type: string): type is CredentialType => Object.hasOwn(CLAIMS, type);
