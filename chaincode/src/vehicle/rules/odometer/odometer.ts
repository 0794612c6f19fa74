import { addDays, type Day, type Instant, startOf } from '../../../kit/value/time';
import { bornOn, EMPTY, fold, foldAll, isLower, verdictOf } from './fold';
import { inOrder } from './order';
import {
  type Entry,
  type Folded,
  MAX_ENTRIES,
  MAX_PAGES,
  type Odometer,
  type OdometerPage,
  PAGE_ENTRIES,
  type Sign,
} from '../../records/odometer';

/** The meter of a vehicle of which nobody has reported a reading. */
export const newOdometer = (vin: string): Odometer => ({
  vin,
  verdict: 'noJudgement',
  suspectBlocker: false,
  suspectClone: false,
  readings: 0,
  entries: [],
  before: EMPTY,
});

/** The meter of a vehicle that was built on a day; for who does not know the day, as it is. */
export const born = (odometer: Odometer, builtOn: Day | undefined): Odometer =>
  builtOn === undefined || odometer.bornAt !== undefined
    ? odometer
    : { ...odometer, bornAt: startOf(addDays(builtOn, -1)) };

/** What an odometer becomes: entries come in, or leave it because their readings are superseded. */
export interface Change {
  readonly add?: Entry | undefined;
  readonly remove?: { readonly id: string; readonly at: Instant } | undefined;
}

export interface Changed {
  readonly odometer: Odometer;
  /** Pages to be written; `gone` those to be deleted. */
  readonly pages: readonly OdometerPage[];
  readonly gone: readonly number[];
  /** What the entry that came in shows. */
  readonly signs: Sign[];
  /** Readings that are glitches since, and that are none any more. */
  readonly glitches: readonly string[];
  readonly cleared: readonly string[];
}

/** The pages that a change at these moments needs: the first that may hold one, and all after it; all without. */
export function pagesFor({ pages = [] }: Odometer, { add, remove }: Change): number[] {
  const moments = [add?.at, remove?.at].filter((at) => at !== undefined);
  const isAll = moments.length === 0;
  const from = pages.findIndex(({ until }) => isAll || moments.some((at) => at <= until));
  return from < 0 ? [] : pages.slice(from).map(({ no }) => no);
}

/**
 * Puts an entry where its time belongs, or takes one out, and judges again from there on: the verdict is one of
 * the entries and not of the order in which they came. `pages` are those of `pagesFor`, in order. What is older
 * than all that is kept is `late`.
 */
export function change(odometer: Odometer, changed: Change, pages: readonly OdometerPage[] = []): Changed {
  const { add, remove } = changed;
  const { foldedUntil } = odometer;
  const readings = odometer.readings + (add?.kind === 'reading' ? 1 : 0);
  if (add && foldedUntil !== undefined && add.at < foldedUntil) {
    const rest = remove ? change(odometer, { remove }, pages) : unchanged(odometer);
    return { ...rest, odometer: enterLate({ ...rest.odometer, readings }, add), signs: ['late'] };
  }
  const kept = [...pages.flatMap(({ entries }) => entries), ...odometer.entries];
  const left = kept.filter(({ id, kind }) => kind !== 'reading' || id !== remove?.id);
  const entries = inOrder(add ? [...left, add] : left);
  const start = (first: Entry | undefined) => startAt(odometer, pages[0], first);
  const before = walk(kept, start(kept[0]));
  const after = walk(entries, start(entries[0]), add);
  return {
    ...paged({ ...odometer, readings }, { entries, pages, start: start(entries[0]) }),
    signs: add && after.glitches.includes(add.id) ? ['glitch', ...after.signs.slice(1)] : after.signs,
    glitches: after.glitches.filter((id) => !before.glitches.includes(id) && id !== add?.id),
    cleared: before.glitches.filter((id) => !after.glitches.includes(id) && id !== remove?.id),
  };
}

const unchanged = (odometer: Odometer): Changed => ({
  ...{ odometer, pages: [], gone: [], signs: [], glitches: [], cleared: [] },
});

/** One entry more, of an odometer whose pages it does not touch. */
export const addEntry = (odometer: Odometer, entry: Entry): Changed => change(odometer, { add: entry });

/** What is known before the first of the entries that are walked through. */
function startAt(odometer: Odometer, page: OdometerPage | undefined, first: Entry | undefined): Folded {
  const { bornAt, foldedUntil, pages = [] } = odometer;
  const isFirst = foldedUntil === undefined && (page ? page.no === pages[0]?.no : pages.length === 0);
  if (!isFirst) return page?.before ?? odometer.before;
  return bornAt !== undefined && (first === undefined || first.at >= bornAt) ? bornOn(bornAt) : EMPTY;
}

function walk(entries: readonly Entry[], start: Folded, marked?: Entry) {
  const [signs, glitches]: [Sign[], string[]] = [[], []];
  let so = start;
  for (const entry of entries) {
    const step = fold(so, entry);
    so = step.folded;
    glitches.push(...step.glitches);
    if (entry === marked) signs.push(...step.signs);
  }
  return { signs, glitches };
}

interface Walked {
  readonly entries: readonly Entry[];
  readonly pages: readonly OdometerPage[];
  readonly start: Folded;
}

/** Entries put into pages, the latest left in the record itself, which says what all come to. */
function paged(
  odometer: Odometer,
  { entries, pages, start }: Walked,
): Pick<Changed, 'odometer' | 'pages' | 'gone'> {
  const { vin } = odometer;
  const earlier = (odometer.pages ?? []).filter(({ no }) => !pages.some((page) => page.no === no));
  let no = pages[0]?.no ?? (earlier.at(-1)?.no ?? -1) + 1;
  const written: OdometerPage[] = [];
  let [rest, before] = [entries, start];
  while (rest.length > MAX_ENTRIES || (rest.length > PAGE_ENTRIES && written.length < pages.length)) {
    const held = rest.slice(0, PAGE_ENTRIES);
    written.push({ vin, no: no++, before, entries: held });
    before = foldAll(held, before);
    rest = rest.slice(PAGE_ENTRIES);
  }
  const listed = [
    ...earlier,
    ...written.map((page) => ({ no: page.no, until: page.entries.at(-1)?.at ?? '' })),
  ];
  const kept = listed.slice(-MAX_PAGES);
  const dropped = listed.slice(0, listed.length - kept.length);
  const gone = [
    ...dropped.map((page) => page.no),
    ...pages.map((page) => page.no).filter((one) => one >= no),
  ];
  const { last: _last, pages: _pages, foldedUntil, ...former } = odometer;
  const until = dropped.at(-1)?.until ?? foldedUntil;
  const all = foldAll(rest, before);
  const isRead = kept.length > 0 || rest.some(({ kind }) => kind !== 'plate');
  const last = isRead ? (all.doubtedLast ?? all.last) : undefined;
  return {
    odometer: {
      ...former,
      entries: [...rest],
      before,
      verdict: verdictIn(odometer, all),
      suspectBlocker: all.blockers > 0,
      suspectClone: all.clones > 0,
      ...(last && { last }),
      ...(kept.length > 0 && { pages: kept }),
      ...(until !== undefined && { foldedUntil: until }),
    },
    pages: written.filter((page) => kept.some((one) => one.no === page.no)),
    gone,
  };
}

/**
 * A reading older than all that are kept one by one. What was folded before it is not known any more, but all
 * that is kept came after it, and so did the last that was folded: of one meter, any of them that is lower is
 * a rollback.
 */
function enterLate(odometer: Odometer, entry: Entry): Odometer {
  const { before, entries } = odometer;
  if (entry.kind !== 'reading' || before.replaced) return odometer;
  const swapped = entries.findIndex(({ kind }) => kind === 'replaced');
  const sameMeter = swapped < 0 ? entries : entries.slice(0, swapped);
  const later = [before.last, ...sameMeter.map((one) => (one.kind === 'reading' ? one : undefined))];
  const dropped = later.some((one) => one !== undefined && one.at > entry.at && isLower(one, entry));
  if (!dropped) return odometer;
  const late = { ...odometer, lateLower: (odometer.lateLower ?? 0) + 1 };
  return { ...late, verdict: verdictIn(late, foldAll(entries, before)) };
}

const verdictIn = ({ lateLower = 0 }: Odometer, all: Folded) =>
  verdictOf({ ...all, lower: all.lower + lateLower });
