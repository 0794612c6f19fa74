import { verify } from 'node:crypto';
import { demand } from '../../kit/errors';
import { canonical } from '../../kit/value/json';
import { addMonths, daysBetween, isAfter, startOf } from '../../kit/value/time';
import { type Local, showsFrom } from '../../kit/value/zone';
import { publicKeyOf } from '../../words/didkey';
import { coverUntil } from './cover';
import { policyErrors } from '../errors';
import { type Digest, firstDayOf, lastDayOf, type Policy } from '../records/policy';

/** The bytes that the car signs: RFC 8785 canonical JSON of the digest, UTF-8. */
export const bytesOf = (digest: Digest): Uint8Array => Buffer.from(canonical(digest), 'utf8');

/** The days of one month of a policy: the first, and the first after it. */
export function monthOf(policy: Policy, month: number): { from: string; until: string } {
  const start = firstDayOf(policy);
  return { from: addMonths(start, month - 1), until: addMonths(start, month) };
}

/** Refuses a digest that is not of a finished month of the policy, or that contradicts itself. */
export function mustBeMeasured(policy: Policy, digest: Digest, { at, zone }: Local): void {
  const { policyId } = policy;
  demand(policy.pricing === 'distance', policyErrors.NOT_BY_DISTANCE, { policyId });
  const { from, until } = monthOf(policy, digest.month);
  const days = daysBetween(from, until);
  demand(until <= lastDayOf(policy) && digest.metresByDay.length === days, policyErrors.POLICY_MONTH_UNKNOWN, {
    month: digest.month,
    days: digest.metresByDay.length,
  });
  demand(isAfter(at, showsFrom(zone, startOf(until))), policyErrors.POLICY_MONTH_NOT_OVER, { month: digest.month, until });
  const ended = policy.boundAt === undefined ? showsFrom(zone, startOf(firstDayOf(policy))) : coverUntil(policy).until;
  demand(showsFrom(zone, startOf(from)) < ended, policyErrors.POLICY_MONTH_UNCOVERED, {
    month: digest.month,
    from,
    until: ended,
  });
  const why = contradictionIn(digest, policy, days);
  demand(why === undefined, policyErrors.DIGEST_MEASURES_IMPOSSIBLE, { why: why ?? '' });
}

function contradictionIn(digest: Digest, policy: Policy, days: number): string | undefined {
  if (digest.vin !== policy.vin) return 'it is of another vehicle';
  if (digest.durationS > days * 86_400) return 'it holds more seconds than the month';
  const driven = digest.metresByDay.some((metres) => metres > 0);
  return contradictionOf(digest, driven, digest.trips);
}

type Driven = Pick<Digest, 'durationS' | 'nightS' | 'speedingS' | 'phoneS' | 'harshBrake' | 'harshAccel' | 'cornering'>;

/** What cannot be, of a month as of a trip. */
export function contradictionOf(measured: Driven, driven: boolean, trips: number): string | undefined {
  const { durationS, nightS, speedingS, phoneS } = measured;
  if (driven && (durationS === 0 || trips === 0)) return 'it holds distance without time or trips';
  if ([nightS, speedingS, phoneS].some((part) => part > durationS)) return 'a part of the time is longer than the time driven';
  const events = measured.harshBrake + measured.harshAccel + measured.cornering;
  return events > 0 && !driven ? 'it holds events without distance' : undefined;
}

/** Whether the key of the car (`did:key`, P-256) signed the bytes: ECDSA with SHA-256, r and s of 32 bytes each, base64url. */
export function isSignedBy(carKey: string, bytes: Uint8Array, signature: string): boolean {
  const key = publicKeyOf(carKey);
  const signed = Buffer.from(signature, 'base64url');
  return key !== undefined && signed.length === 64 && verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signed);
}
