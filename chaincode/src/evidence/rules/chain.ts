import { addMillis, laterOf, MINUTE_MS } from '../../kit/value/time';
import { EMPTY_ROOT } from './merkle';
import { type AnchorRequest, type Head, MAX_MISSING, type Irregularity } from '../records/anchor';

/** How far the clock of a device may be ahead of the ledger, as Fabric allows a client. */
const AHEAD = 15 * MINUTE_MS;

/** A chain that has not begun. */
export const newHead = (deviceId: string): Head => ({
  deviceId,
  seq: 0,
  root: EMPTY_ROOT,
  anchors: 0,
  readings: 0,
  tampers: 0,
  missing: [],
});

const isMissing = (head: Head, seq: number): boolean =>
  head.missing.some(({ from, to }) => from <= seq && seq <= to);

/** What does not fit the chain. After a gap the root before is unknown, so it cannot be wrong. */
export function signsOf(head: Head, anchor: AnchorRequest, now: string): Irregularity[] {
  const { seq, prevRoot, t0, t1 } = anchor;
  const next = seq === head.seq + 1;
  const late = isMissing(head, seq);
  const found: readonly (readonly [boolean, Irregularity])[] = [
    [seq > head.seq + 1, 'gap'],
    [seq <= head.seq && !late, 'repeated'],
    [next && prevRoot !== head.root, 'rootMismatch'],
    [seq > head.seq && head.t1 !== undefined && t0 <= head.t1, 'timeOverlap'],
    [t1 > addMillis(now, AHEAD), 'clockAhead'],
    [late, 'late'],
  ];
  return found.flatMap(([is, name]) => (is ? [name] : []));
}

/** Whether somebody may have meddled: `late` alone only fills a gap that was flagged before. */
export const isTamper = (signs: readonly Irregularity[]): boolean => signs.some((one) => one !== 'late');

/** The chain after an anchor. What comes with a number that was there already changes only the counts. */
export function extend(head: Head, anchor: AnchorRequest, signs: readonly Irregularity[]): Head {
  const counted = {
    ...head,
    anchors: head.anchors + 1,
    readings: head.readings + anchor.count,
    tampers: head.tampers + (isTamper(signs) ? 1 : 0),
    missing: missingAfter(head, anchor.seq),
  };
  return anchor.seq <= head.seq
    ? counted
    : { ...counted, seq: anchor.seq, root: anchor.root, ...lastReading(head, anchor, signs) };
}

/**
 * A clock that was ahead says nothing of when the last reading was: later ones with a right clock would
 * overlap it.
 */
function lastReading({ t1 }: Head, anchor: AnchorRequest, signs: readonly Irregularity[]): Pick<Head, 't1'> {
  if (signs.includes('clockAhead')) return t1 === undefined ? {} : { t1 };
  return { t1: laterOf(anchor.t1, t1 ?? anchor.t1) };
}

/** The oldest gaps are forgotten when there are too many; what then comes for them counts as repeated. */
function missingAfter({ seq: last, missing }: Head, seq: number): Head['missing'] {
  if (seq > last + 1) return [...missing, { from: last + 1, to: seq - 1 }].slice(-MAX_MISSING);
  return missing
    .flatMap(({ from, to }) =>
      from <= seq && seq <= to
        ? [
            { from, to: seq - 1 },
            { from: seq + 1, to },
          ].filter((gap) => gap.from <= gap.to)
        : [{ from, to }],
    )
    .slice(-MAX_MISSING);
}
