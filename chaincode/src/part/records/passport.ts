import { z } from 'zod';
import { demand } from '../../kit/errors';
import { table } from '../../kit/table';
import { count, line, ppm } from '../../kit/value/text';
import { addMillis, day, dayOf, type Instant, instant } from '../../kit/value/time';
import { bpnl } from '../catenax/serialpart';
import { CLOCK_LEEWAY } from '../rules/capture';
import { partErrors } from '../errors';
import { passportLife } from '../life';
import { uri } from '../../words/uri';
import { party } from './part';

/** GB/T 34014-2017: maker 3, product P|M|C, chemistry 1, specification 2, trace 7, date 3, serial 7; no I, O, Q. */
export const tractionBatteryCode = z
  .string()
  .regex(/^[0-9A-HJ-NPR-Z]{3}[PMC0-9A-HJ-NPR-Z][0-9A-HJ-NPR-Z]{20}$/, 'must be 24 characters without I, O and Q (GB/T 34014)');

export const dynamic = z.strictObject({
  stateOfChargePpm: ppm(),
  fullCycles: count(1_000_000),
  capacityFadePpm: ppm(),
  stateOfCertifiedEnergyPpm: ppm().meta({ description: 'SOCE: usable energy against the certified' }),
  negativeEvents: count(1_000_000),
  measuredAt: instant,
});

/** The battery passport (Catena-X battery_pass 6.1.0; Regulation (EU) 2023/1542, annex XIII): the groups that a car's life changes or needs. */
export const Passport = z.strictObject({
  epc: uri.meta({ description: 'the battery' }),
  issuer: party,
  metadata: z.strictObject({
    passportIdentifier: z
      .string()
      .regex(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be urn:uuid: and a UUID'),
    status: z.enum(passportLife.statuses),
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
        lifecycle: z.enum(['raw material extraction', 'main product production', 'distribution', 'recycling']),
        gramsPerKwh: count(10_000_000).meta({ description: 'g CO2 / kWh' }),
        performanceClass: z.enum(['A', 'B', 'C', 'D', 'E']),
      }),
    )
    .max(4),
  hazardous: z
    .array(z.strictObject({ substance: line(100), concentrationPpm: ppm(), location: line(100), critical: z.boolean() }))
    .max(20),
  dynamic: dynamic.optional(),
  measuredBy: party.optional().meta({ description: 'who reported what was measured last' }),
});
export type Passport = z.output<typeof Passport>;

export const passports = table({ kind: 'battery-passport', v: 1, schema: Passport, id: ({ epc }) => [epc] });

export type Issue = Omit<Passport, 'issuer' | 'dynamic' | 'measuredBy' | 'metadata'> & {
  readonly metadata: Omit<Passport['metadata'], 'status'>;
};

export function issue(request: Issue, issuer: string): Passport {
  const { issueDate, expirationDate } = request.metadata;
  demand(issueDate < expirationDate, partErrors.PASSPORT_ENDS_BEFORE, { issueDate, expirationDate });
  return { ...request, issuer, metadata: { ...request.metadata, status: 'draft' } };
}

export const decide = (passport: Passport, step: keyof typeof passportLife.steps): Passport => ({
  ...passport,
  metadata: { ...passport.metadata, status: passportLife.step(step, passport.metadata.status) },
});

/** Cycles and negative events only grow, and measurements come in order, none of a time to come. */
export function measure(passport: Passport, measured: z.output<typeof dynamic>, by: string, now: Instant): Passport {
  const before = passport.dynamic;
  demand(passport.metadata.status === 'approved', partErrors.PASSPORT_NOT_APPROVED, {
    epc: passport.epc,
    status: passport.metadata.status,
  });
  const { measuredAt } = measured;
  demand(measuredAt <= addMillis(now, CLOCK_LEEWAY), partErrors.MEASURED_AHEAD, { measuredAt, now });
  const back = before && (['fullCycles', 'negativeEvents', 'measuredAt'] as const).find((name) => measured[name] < before[name]);
  demand(!back, partErrors.MEASURED_BACKWARDS, { epc: passport.epc, field: back ?? '' });
  return { ...passport, dynamic: measured, measuredBy: by };
}

/** As the aspect model writes it: status expired once the day has come, percent and kilograms instead of parts and grams. */
export function passportOut(passport: Passport, now: string) {
  const { metadata, identification, carbonFootprint, hazardous, dynamic: held } = passport;
  const expired = metadata.status === 'approved' && dayOf(now) >= metadata.expirationDate;
  const percent = (parts: number) => ({ value: parts / 10_000, time: held?.measuredAt });
  return {
    specVersion: 'urn:io.catenax.battery.battery_pass:6.1.0' as const,
    metadata: { ...metadata, ...(expired && { status: 'expired' }) },
    identification,
    sustainability: {
      carbonFootprint: carbonFootprint.map(({ gramsPerKwh, ...more }) => ({
        ...more,
        value: gramsPerKwh / 1000,
        unit: 'kg CO2 / kWh',
      })),
    },
    materials: {
      hazardous: {
        other: hazardous.map(({ concentrationPpm, ...more }) => ({
          ...more,
          concentration: concentrationPpm,
          materialUnit: 'unit:partPerMillion',
        })),
      },
    },
    ...(held && {
      performance: {
        dynamic: {
          stateOfCharge: percent(held.stateOfChargePpm),
          fullCycles: { value: held.fullCycles, time: held.measuredAt },
          capacity: { fade: percent(held.capacityFadePpm) },
          energy: { soce: percent(held.stateOfCertifiedEnergyPpm) },
        },
      },
    }),
  };
}
