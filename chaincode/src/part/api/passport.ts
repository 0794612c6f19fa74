import { passportLife } from '../life';
import { onPart } from '../records/part';
import { onPassport, batteryStatus, dynamic, MAX_ORIGINS, Passport } from '../records/passport';
import { z } from 'zod';
import { maybe } from '../../kit/ref';
import { evaluate, page, pageOf, submit } from '../../kit/api';
import { mayCapture, mayRead } from '../records/role';
import { partErrors as errors } from '../errors';
import { partEvents as events } from '../events';
import { uri } from '../../words/uri';

const battery = z.strictObject({ epc: uri });
const {
  issuer: _issuer,
  dynamic: _dynamic,
  measuredBy: _measuredBy,
  batteryStatus: _status,
  origins: _origins,
  succeededBy: _successor,
  metadata,
  ...given
} = Passport.shape;
const stated = { ...given, metadata: metadata.omit({ status: true }) };

/** Battery passports. */
export const passportOperations = {
  issuePassport: submit({
    says: 'Draft the passport of a battery that the caller commissioned.',
    by: ['manufacturer', 'supplier'],
    request: z.strictObject(stated),
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
    errors: [
      errors.PASSPORT_SUCCEEDED,
      errors.PASSPORT_NOT_APPROVED,
      errors.MEASURED_AHEAD,
      errors.MEASURED_BACKWARDS,
    ],
    events: [events.PassportMoved],
  }),
  succeedPassport: submit({
    says:
      'Draft a new passport for a battery that was re-used, repurposed or remanufactured, linked to those of the ' +
      'batteries that it was made of, as who holds them all: Regulation (EU) 2023/1542, art. 77(7).',
    by: mayCapture,
    request: z.strictObject({
      ...stated,
      batteryStatus: batteryStatus.exclude(['original', 'waste']),
      origins: z.array(uri).min(1).max(MAX_ORIGINS),
    }),
    on: onPart,
    takes: [passportLife.succeedPassport],
    loads: ({ epc, origins }) => ({
      before: maybe(onPassport({ epc })),
      originals: origins.map((one) => onPassport({ epc: one })),
    }),
    response: Passport,
    errors: [errors.PASSPORT_ENDS_BEFORE, errors.PASSPORT_SUCCEEDED, errors.NOT_IN_CUSTODY],
    events: [events.PassportMoved],
  }),
  declareWaste: submit({
    says: 'Say that a battery is waste, as who issued its passport or holds it.',
    by: mayCapture,
    request: battery,
    on: onPassport,
    step: passportLife.declareWaste,
    loads: (battery) => ({ part: onPart(battery) }),
    response: Passport,
    errors: [errors.PASSPORT_SUCCEEDED],
    events: [events.PassportMoved],
  }),
  listFormerPassports: evaluate({
    says: 'List the passports of a battery in whose place another one of the same battery stands.',
    by: mayRead,
    request: page.extend({ epc: uri }),
    response: pageOf(Passport),
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
