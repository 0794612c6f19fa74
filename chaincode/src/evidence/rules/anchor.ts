import { demand } from '../../kit/errors';
import { isTamper, signsOf } from './chain';
import { evidenceErrors as errors } from '../errors';
import type { Anchor, AnchorRequest, Head } from '../records/anchor';
import type { Device } from '../records/device';
import { anchorText, isSigned } from './signature';
import { type Act, keyFor } from './device';

const INCIDENT_OF: Readonly<Record<AnchorRequest['schema'], string>> = {
  'readings.v1': 'none',
  'edr.563.v1': 'crash',
  'edr.r160.v1': 'crash',
  'edr.gb39732.v1': 'crash',
  'dssad.r157.v1': 'takeover',
  'ecall.en15722.v1': 'ecall',
};

/**
 * What the device signed is recorded, whether it fits the chain or not: refusing it would hide that somebody
 * meddled.
 */
export function anchorOf(
  device: Device,
  head: Head,
  request: AnchorRequest,
  { member, at, txId }: Act,
): Anchor {
  const { deviceId, vin, evidenceId, seq, t0, t1, schema, incident, signature } = request;
  demand(device.status === 'active', errors.DEVICE_RETIRED, { deviceId });
  demand(device.vin === vin, errors.DEVICE_ELSEWHERE, { deviceId, vin, home: device.vin });
  demand(t0 <= t1, errors.SPAN_REVERSED, { from: t0, until: t1 });
  const [kind, wanted] = [incident?.kind ?? 'none', INCIDENT_OF[schema]];
  demand(kind === wanted, errors.INCIDENT_UNFITTING, { schema, kind, wanted });
  const outside = incident !== undefined && (incident.at < t0 || t1 < incident.at);
  demand(!outside, errors.INCIDENT_OUTSIDE, { at: incident?.at ?? '', t0, t1 });
  demand(isSigned(anchorText(request), signature, keyFor(device, seq).deviceKey), errors.ANCHOR_UNSIGNED, {
    deviceId,
    evidenceId,
    seq,
  });
  const signs = signsOf(head, request, at);
  return { ...request, signs, tamper: isTamper(signs), by: member, anchoredAt: at, txId };
}
