import { defineErrors } from '../kit/errors';

/**
 * What the evidence room refuses, in order of precedence. A broken chain is none of it: it is recorded and
 * flagged.
 */
export const evidenceErrors = defineErrors({
  DEVICE_KEY_WRONG: {
    says: 'The key of the device {deviceId} is not a P-256 key.',
    cure: 'Give its did:key; it begins with did:key:zDn.',
  },
  DEVICE_KEY_UNPROVEN: {
    says: 'The device {deviceId} did not sign for the key.',
    cure: 'Let it sign the text that the README of the room names, with the key itself.',
  },
  HANDOVER_MISSING: {
    says: 'The key before has not signed the new key of the device {deviceId} in.',
    cure:
      'Let it sign (handover); if it is lost, ask {by}, who registered the device, or the manufacturer of ' +
      'the vehicle.',
  },
  NOT_BIRTH_KEY: {
    says: 'The key of the device {deviceId} is not on the birth certificate of {vin}.',
    cure: 'Let the manufacturer or a workshop register the device.',
  },
  NOT_ENTRUSTED: {
    says: 'The owner of {vin} has not said that {workshop} has it in its hands.',
    cure: 'Ask the owner to say so (vehicle.entrust), with an end that is still to come.',
  },
  DEVICE_KEYS_FULL: {
    says: 'The device {deviceId} has had {count} keys.',
    cure: 'Retire it and register another.',
  },
  DEVICE_RETIRED: {
    says: 'The device {deviceId} is retired.',
    cure: 'Register the device that took its place.',
  },
  DEVICE_ELSEWHERE: { says: 'The device {deviceId} is not in the vehicle {vin}.', cure: 'It is in {home}.' },
  SPAN_REVERSED: { says: 'The time {from} is not before {until}.', cure: 'Give the earlier time first.' },
  INCIDENT_UNFITTING: {
    says: 'Evidence of the form {schema} names {kind} as its incident.',
    cure: 'Name {wanted}.',
  },
  INCIDENT_OUTSIDE: {
    says: 'The incident at {at} lies outside the readings from {t0} to {t1}.',
    cure: 'Anchor it with the readings that it is in.',
  },
  ANCHOR_UNSIGNED: {
    says: 'The device {deviceId} did not sign the anchor {evidenceId} with its key for {seq}.',
    cure: 'Let the device sign exactly the text that the README of the room names.',
  },
});
