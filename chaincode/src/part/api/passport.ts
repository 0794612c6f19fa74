import { passportLife } from '../life';
import { onPart } from '../records/part';
import { onPassport, dynamic, Passport } from '../records/passport';
import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { mayCapture, mayRead } from '../records/role';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { uri } from '../../words/uri';

const battery = z.strictObject({ epc: uri });
const { issuer: _issuer, dynamic: _dynamic, measuredBy: _measuredBy, metadata, ...given } = Passport.shape;

/** Battery passports. */
export const passportOperations = {
  issuePassport: submit({
    says: 'Draft the passport of a battery that the caller commissioned.',
    by: ['manufacturer', 'supplier'],
    request: z.strictObject({ ...given, metadata: metadata.omit({ status: true }) }),
    on: onPart,
    sides: ['maker'],
    creates: onPassport,
    response: Passport,
    errors: [errors.PASSPORT_ENDS_BEFORE],
    events: [events.PassportMoved],
  }),
  approvePassport: submit({
    says: 'Approve a passport that was drafted.',
    by: ['manufacturer', 'supplier'],
    request: battery,
    on: onPassport,
    step: passportLife.approvePassport,
    response: Passport,
    events: [events.PassportMoved],
  }),
  invalidatePassport: submit({
    says: 'Declare a passport invalid.',
    by: ['manufacturer', 'supplier'],
    request: battery,
    on: onPassport,
    step: passportLife.invalidatePassport,
    response: Passport,
    events: [events.PassportMoved],
  }),
  measureBattery: submit({
    says: 'Record what was measured on a battery: charge, cycles, fade, certified energy.',
    by: mayCapture,
    request: z.strictObject({ epc: uri, dynamic }),
    on: onPassport,
    step: passportLife.measureBattery,
    answered: ({ metadata: { status } }) => status !== 'approved',
    loads: (battery) => ({ part: onPart(battery) }),
    response: Passport,
    errors: [errors.PASSPORT_NOT_APPROVED, errors.MEASURED_AHEAD, errors.MEASURED_BACKWARDS],
    events: [events.PassportMoved],
  }),
  exportPassport: evaluate({
    says: 'The passport as Catena-X battery_pass 6.1.0 writes it; expired once its day has come.',
    by: mayRead,
    request: battery,
    on: onPassport,
    sides: ['anybody'],
    response: z.looseObject({ specVersion: z.literal('urn:io.catenax.battery.battery_pass:6.1.0') }),
  }),
  readPassport: evaluate({
    says: 'Read the passport of a battery.',
    by: mayRead,
    request: battery,
    on: onPassport,
    sides: ['anybody'],
    response: Passport,
  }),
};
