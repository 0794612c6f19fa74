import { dayOf } from '../../kit/value/time';
import type { Passport } from '../records/passport';

/**
 * As the aspect model writes it: status expired once the day has come, percent and kilograms instead of parts
 * and grams.
 */
export function passportOut(passport: Passport, now: string) {
  const { metadata, identification, carbonFootprint, hazardous, dynamic: held } = passport;
  const expired = metadata.status === 'approved' && dayOf(now) >= metadata.expirationDate;
  const predecessor = passport.origins?.[0]?.passportIdentifier;
  const percent = (parts: number) => ({ value: parts / 10_000, time: held?.measuredAt });
  return {
    specVersion: 'urn:io.catenax.battery.battery_pass:6.1.0' as const,
    metadata: {
      ...metadata,
      ...(expired && { status: 'expired' }),
      ...(predecessor !== undefined && { predecessor }),
    },
    identification,
    sustainability: {
      status: passport.batteryStatus ?? 'original',
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
