import { type Anchor, DssadRecord, EcallMessage, EdrRecord, type Frame } from '@roadbook/chaincode/api';

type Leaves = readonly { readonly index: number; readonly frame: Frame }[];

/**
 * What is wrong with a shown record of an event, or nothing: its form, and whether it says what its anchor
 * told the ledger of it.
 */
export function recordFault(anchor: Anchor, leaves: Leaves): string | undefined {
  const faultOf = FORMS[anchor.schema];
  for (const { index, frame } of leaves) {
    const fault = faultOf(frame, anchor);
    if (fault !== undefined) return `the reading ${index} ${fault}`;
  }
  return undefined;
}

type Form = (frame: Frame, anchor: Anchor) => string | undefined;

const edr: Form = ({ category, values }, { incident }) => {
  if (category !== 'crash') return undefined;
  const read = EdrRecord.safeParse(values);
  if (!read.success) return `is no crash record of 49 CFR 563: ${firstOf(read.error.issues)}`;
  return read.data.completeFile === incident?.complete
    ? undefined
    : 'and its anchor differ on whether the whole file was recorded';
};

const dssad: Form = ({ category, values }) => {
  const read = DssadRecord.safeParse(values);
  return category !== 'automation' || read.success
    ? undefined
    : `is no record of UN R157: ${firstOf(read.error.issues)}`;
};

/** A coarse reading is the place alone, rounded. */
const ecall: Form = ({ precision, values }, { vin, incident }) => {
  if (precision === 'coarse') return undefined;
  const read = EcallMessage.safeParse(values);
  if (!read.success) return `is no emergency message of EN 15722: ${firstOf(read.error.issues)}`;
  const { vehicleIdentificationNumber, control } = read.data;
  if (vehicleIdentificationNumber !== vin)
    return `is the emergency message of ${vehicleIdentificationNumber}`;
  const same = control.automaticActivation === incident?.automatic && control.testCall === incident.test;
  return same ? undefined : 'and its anchor differ on how the call came about';
};

const FORMS: Readonly<Record<Anchor['schema'], Form>> = {
  'readings.v1': () => undefined,
  'edr.563.v1': edr,
  'edr.r160.v1': edr,
  'edr.gb39732.v1': edr,
  'dssad.r157.v1': dssad,
  'ecall.en15722.v1': ecall,
};

const firstOf = ([issue]: readonly {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}[]): string => `${issue?.path.join('.') || 'it'}: ${issue?.message ?? 'it cannot be read'}`;
