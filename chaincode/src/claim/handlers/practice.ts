import { z } from 'zod';
import { canonical } from '../../kit/value/json';
import { dayOf } from '../../kit/value/time';
import type { practiceOperations } from '../api/practice';
import { claimEvents } from '../events';
import { type PracticeVersion, practiceVersion } from '../records/practice';
import { publishPractice } from '../rules/practice';
import type { Carries } from '../tables';

/** The own rules of an insurer. A version sent again is not a contradiction. */
export const practiceHandlers: Carries<typeof practiceOperations> = {
  async publishPractice(tx, next, { known }) {
    if (known?.versions.some((one) => isSame(one, next))) return known;
    const practice = publishPractice(known, tx.caller.org, next, dayOf(tx.now));
    await tx.practices.put(practice);
    const { version, effectiveOn } = next;
    tx.tell(claimEvents.PracticePublished, { insurer: practice.insurer, version, effectiveOn });
    return practice;
  },
  readPractice: (_tx, _request, { on }) => on,
};

const isSame = (one: PracticeVersion, other: PracticeVersion): boolean =>
  canonical(z.encode(practiceVersion, one)) === canonical(z.encode(practiceVersion, other));
