import { z } from 'zod';
import { table } from '../../kit/table';
import { count, line, ppm } from '../../kit/value/text';
import { day, instant } from '../../kit/value/time';
import { bpnl } from '../catenax/number';
import { anybody } from '../../kit/side';
import { canonicalLink } from '../gs1/link';
import { uri } from '../../words/uri';
import { party } from './part';

/**
 * GB/T 34014-2017: maker 3, product P|M|C, chemistry 1, specification 2, trace 7, date 3, serial 7; no I, O,
 * Q.
 */
export const tractionBatteryCode = z
  .string()
  .regex(
    /^[0-9A-HJ-NPR-Z]{3}[PMC0-9A-HJ-NPR-Z][0-9A-HJ-NPR-Z]{20}$/,
    'must be 24 characters without I, O and Q (GB/T 34014)',
  );

export const dynamic = z.strictObject({
  stateOfChargePpm: ppm(),
  fullCycles: count(1_000_000),
  capacityFadePpm: ppm(),
  stateOfCertifiedEnergyPpm: ppm().meta({ description: 'SOCE: usable energy against the certified' }),
  negativeEvents: count(1_000_000),
  measuredAt: instant,
});

/**
 * What became of a battery: the statuses of Regulation (EU) 2023/1542, annex XIII (4)(c); one that nothing was
 * said of is original.
 */
export const batteryStatus = z.enum(['original', 're-used', 'repurposed', 'remanufactured', 'waste']);
/** Most batteries that one is made of. */
export const MAX_ORIGINS = 16;

const passportIdentifier = z
  .string()
  .regex(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be urn:uuid: and a UUID');
/** A passport of a battery: a battery that is used again has several, one after the other. */
export const PassportLink = z.strictObject({ epc: uri, passportIdentifier });

/** That a passport is expired follows from its date. */
export const passportStatus = z.enum(['draft', 'approved', 'invalid']);

/**
 * The battery passport (Catena-X battery_pass 6.1.0; Regulation (EU) 2023/1542, annex XIII): the groups that
 * a car's life changes or needs.
 */
export const Passport = z.strictObject({
  epc: uri.meta({ description: 'the battery' }),
  issuer: party,
  metadata: z.strictObject({
    passportIdentifier,
    status: passportStatus,
    economicOperatorId: bpnl,
    issueDate: day,
    expirationDate: day,
  }),
  identification: z.strictObject({
    chemistry: line(100),
    idDmc: line(60),
    category: z.enum(['SLI', 'EV', 'LMT', 'industrial']),
    tractionBatteryCode: tractionBatteryCode.optional(),
  }),
  carbonFootprint: z
    .array(
      z.strictObject({
        lifecycle: z.enum([
          'raw material extraction',
          'main product production',
          'distribution',
          'recycling',
        ]),
        gramsPerKwh: count(10_000_000).meta({ description: 'g CO2 / kWh' }),
        performanceClass: z.enum(['A', 'B', 'C', 'D', 'E']),
      }),
    )
    .max(4),
  hazardous: z
    .array(
      z.strictObject({
        substance: line(100),
        concentrationPpm: ppm(),
        location: line(100),
        critical: z.boolean(),
      }),
    )
    .max(20),
  dynamic: dynamic.optional(),
  batteryStatus: batteryStatus.optional(),
  origins: z
    .array(PassportLink)
    .max(MAX_ORIGINS)
    .optional()
    .meta({ description: 'the passports of the batteries that it was made of (art. 77(7))' }),
  succeededBy: PassportLink.optional().meta({ description: 'the passport that stands in its place' }),
  measuredBy: party.optional().meta({ description: 'who reported what was measured last' }),
});
export type Passport = z.output<typeof Passport>;

export const passports = table({
  kind: 'battery-passport',
  v: 1,
  schema: Passport,
  id: ({ epc }) => [epc],
  sides: { issuer: ({ issuer }: Passport) => issuer, anybody },
});

/** Passports in whose place another one of the same battery stands. */
export const formerPassports = table({
  kind: 'former-passport',
  v: 1,
  schema: Passport,
  id: ({ epc, metadata }) => [epc, metadata.passportIdentifier],
});

/** The passport of the battery that a request names. */
export const onPassport = ({ epc }: { readonly epc: string }) => passports.at(canonicalLink(epc));
