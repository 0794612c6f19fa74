import { demand, refuse } from '../../kit/errors';
import { addMillis, type Instant, isBefore, WINDOW_MS } from '../../kit/value/time';
import type { Vehicle } from '../../vehicle/records/vehicle';
import { consentErrors as errors } from '../errors';
import { grantLife } from '../life';
import { type GrantStatus, type ConsentEvent, type Grant, MAX_EVENTS, type Terms } from '../records/grant';

/** Who holds the title now, under which number and since when. */
export interface Holding {
  readonly owner: string;
  readonly titleNo: number;
  readonly since: Instant;
}

/** The present holding of the title, or NO_TITLE_HOLDER. */
export function holdingOf({ vin, owner, owners, ownerSince }: Vehicle): Holding {
  if (owner === undefined || ownerSince === undefined) return refuse(errors.NO_TITLE_HOLDER, { vin });
  return { owner, titleNo: owners, since: ownerSince };
}

interface Act {
  readonly by: string;
  readonly at: Instant;
}

/**
 * Terms are weighed when they are asked for, given and renewed: they must lie ahead and cover only the
 * owner's own time.
 */
function mustBeGrantable(terms: Terms, { owner, since }: Holding, at: Instant): void {
  const { grantee, fromTime, untilTime, validUntil } = terms;
  demand(isBefore(at, validUntil), errors.TERMS_OVER, { validUntil, now: at });
  demand(fromTime < untilTime, errors.TIME_CLOSED, {
    fromTime,
    untilTime,
    ground: 'terms that end before they begin',
    opensFrom: fromTime,
    opensUntil: fromTime,
  });
  demand(fromTime >= since, errors.DATA_BEFORE_TITLE, { fromTime, since });
  demand(grantee !== owner, errors.SELF_GRANT, { grantee });
}

function begin(
  request: Pick<Grant, 'vin' | 'grantId' | 'terms'>,
  holding: Holding,
  status: GrantStatus,
  event: ConsentEvent,
): Grant {
  const { vin, grantId, terms } = request;
  mustBeGrantable(terms, holding, event.at);
  const { owner, titleNo } = holding;
  return { vin, grantId, terms, owner, titleNo, status, reads: 0, events: [event] };
}

/** A grantee asks; nothing may be read before the owner gives. */
export const ask = (
  request: Pick<Grant, 'vin' | 'grantId' | 'terms'>,
  holding: Holding,
  { by, at }: Act,
): Grant => begin(request, holding, 'requested', { type: 'requested', at, by });

/** An owner grants without being asked. */
export const grant = (
  request: Pick<Grant, 'vin' | 'grantId' | 'terms'>,
  holding: Holding,
  { by, at }: Act,
): Grant => begin(request, holding, 'granted', { type: 'given', at, by });

function tell(one: Grant, event: ConsentEvent): ConsentEvent[] {
  demand(one.events.length < MAX_EVENTS, errors.GRANT_STORY_FULL, {
    grantId: one.grantId,
    count: one.events.length,
  });
  return [...one.events, event];
}

/** The consent of a former owner binds nobody: it ended with the title. */
function mustBeOfNow({ grantId, vin, titleNo }: Grant, holding: Holding): void {
  demand(titleNo === holding.titleNo, errors.GRANT_OF_FORMER_OWNER, { grantId, vin });
}

/** The owner gives what was asked for. Refuses terms that are over or reach before the holding. */
export function give(one: Grant, holding: Holding, { by, at }: Act): Grant {
  mustBeOfNow(one, holding);
  const status = grantLife.step('give', one.status);
  mustBeGrantable(one.terms, holding, at);
  return { ...one, status, events: tell(one, { type: 'given', at, by }) };
}

/** The owner refuses what was asked for. */
export function decline(one: Grant, holding: Holding, { by, at }: Act): Grant {
  mustBeOfNow(one, holding);
  return {
    ...one,
    status: grantLife.step('refuse', one.status),
    events: tell(one, { type: 'refused', at, by }),
  };
}

/** May come at any time and needs no reason (GDPR art. 7(3)); room for it is kept in the story. */
export function withdraw(one: Grant, holding: Holding, { by, at }: Act): Grant {
  mustBeOfNow(one, holding);
  const status = grantLife.step('withdraw', one.status);
  return { ...one, status, events: [...one.events.slice(0, MAX_EVENTS - 1), { type: 'withdrawn', at, by }] };
}

/** Goes on with a later end and its reads counted anew. */
export function renew(
  one: Grant,
  holding: Holding,
  { validUntil, maxReads }: Pick<Terms, 'validUntil' | 'maxReads'>,
  { by, at }: Act,
): Grant {
  mustBeOfNow(one, holding);
  const status = grantLife.step('renew', one.status);
  const terms = { ...one.terms, validUntil, maxReads };
  mustBeGrantable(terms, holding, at);
  demand(one.events.length < MAX_EVENTS - 1, errors.GRANT_STORY_FULL, {
    grantId: one.grantId,
    count: one.events.length,
  });
  return { ...one, terms, status, reads: 0, events: tell(one, { type: 'renewed', at, by }) };
}

/**
 * What a grant is now, whatever was written down: a change of owner, its end and its reads are facts by
 * themselves.
 */
export function grantStatusAt(one: Grant, titleNo: number, now: Instant): GrantStatus {
  if (one.status === 'denied' || one.status === 'revoked') return one.status;
  if (one.titleNo !== titleNo) return 'revoked';
  if (one.status === 'exhausted' || one.status === 'expired') return one.status;
  return isBefore(now, one.terms.validUntil) ? one.status : 'expired';
}

/** Refuses to read under a grant that is over or was never given. */
export function mustBeLive(one: Grant, titleNo: number, now: Instant): void {
  const { grantId, vin, status, terms } = one;
  const { validUntil, maxReads } = terms;
  demand(status !== 'revoked', errors.GRANT_REVOKED, { grantId });
  demand(one.titleNo === titleNo, errors.GRANT_OF_FORMER_OWNER, { grantId, vin });
  demand(status !== 'requested' && status !== 'denied', errors.GRANT_UNGIVEN, { grantId, status });
  demand(status !== 'expired' && isBefore(now, validUntil), errors.GRANT_EXPIRED, { grantId, validUntil });
  demand(status !== 'exhausted', errors.GRANT_EXHAUSTED, { grantId, maxReads });
}

/** One read less. */
export function markUsed(one: Grant): Grant {
  const reads = one.reads + 1;
  const status = grantLife.step('access', one.status, reads >= one.terms.maxReads ? 'exhausted' : 'used');
  return { ...one, status, reads };
}

/** Statuses of a grant that time can still end. */
const RUNNING: readonly GrantStatus[] = ['requested', 'granted', 'used'];

/** Writes down an end that is true already, and was two windows ago: whoever may read until then has read. */
export function close(one: Grant, holding: Holding, { by, at }: Act): Grant {
  const status = grantStatusAt(one, holding.titleNo, addMillis(at, -2 * WINDOW_MS));
  const { grantId, terms } = one;
  if (status === one.status) {
    demand(!RUNNING.includes(status), errors.GRANT_RUNNING, { grantId, validUntil: terms.validUntil });
    return one;
  }
  const over = grantLife.step('close', one.status, status);
  const type = status === 'revoked' ? ('withdrawn' as const) : ('expired' as const);
  return { ...one, status: over, events: [...one.events.slice(0, MAX_EVENTS - 1), { type, at, by }] };
}
