import { addDays, type Day, dayOf, epochDays, type Instant } from '../kit/time';
import { deletionLife } from './life';
import type { Deletion } from './records';

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

export const confirm = (one: Deletion, at: Instant): Deletion => ({
  ...one,
  status: deletionLife.step('confirmDeletion', one.status),
  answeredAt: at,
});

export const object = (one: Deletion, ground: NonNullable<Deletion['ground']>, at: Instant): Deletion => ({
  ...one,
  status: deletionLife.step('refuseDeletion', one.status),
  answeredAt: at,
  ground,
});
