import { demand, refuse } from '../../kit/errors';
import { addDays, type Day, dayOf, epochDays, type Instant } from '../../kit/value/time';
import type { Title } from '../../vehicle/records/title';
import { consentErrors } from '../errors';
import { deletionLife } from '../life';
import type { Deletion } from '../records/deletion';

/** China's rules on automotive data (trial, 2021), art. 11: within ten working days. */
const WORKING_DAYS = 10;
/** 1970-01-01 was a Thursday; Monday is 0. */
const weekday = (on: Day): number => (epochDays(on) + 3) % 7;

/** Mondays to Fridays after a day; public holidays differ by place and are not counted out. */
export function addWorkingDays(on: Day, count: number): Day {
  let day = on;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (weekday(day) < 5) left -= 1;
  }
  return day;
}

/** The last day for an answer, and whether it passed without one. */
export function deadlineOf({ requestedAt, status }: Deletion, now: Instant): { dueOn: Day; late: boolean } {
  const dueOn = addWorkingDays(dayOf(requestedAt), WORKING_DAYS);
  return { dueOn, late: status === 'requested' && dayOf(now) > dueOn };
}

/**
 * The data was recorded within one holding of the title, which may be over: what an owner leaves behind is
 * still about that owner.
 */
export function mustBeOwnTime(
  titles: readonly Title[],
  owner: string,
  { fromTime, untilTime }: DataTime,
): void {
  const own = titles.flatMap(({ holder, since }, at) =>
    holder === owner ? [{ since, until: titles[at + 1]?.since }] : [],
  );
  const held = own.findLast(({ since }) => since <= fromTime);
  if (!held) return refuse(consentErrors.DATA_BEFORE_TITLE, { fromTime, since: own[0]?.since ?? '' });
  const { since: opensFrom, until: opensUntil = untilTime } = held;
  const time = { fromTime, untilTime, ground: 'the title of the owner', opensFrom, opensUntil };
  demand(fromTime < untilTime && untilTime <= opensUntil, consentErrors.TIME_CLOSED, time);
}

type DataTime = Pick<Deletion, 'fromTime' | 'untilTime'>;

/** The keeper says that the data was deleted. */
export const confirmDeletion = (one: Deletion, at: Instant): Deletion => ({
  ...one,
  status: deletionLife.step('confirmDeletion', one.status),
  answeredAt: at,
});

/** The keeper says on which ground the data is kept. */
export const refuseDeletion = (
  one: Deletion,
  ground: NonNullable<Deletion['ground']>,
  at: Instant,
): Deletion => ({
  ...one,
  status: deletionLife.step('refuseDeletion', one.status),
  answeredAt: at,
  ground,
});
