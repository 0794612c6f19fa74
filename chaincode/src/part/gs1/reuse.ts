/**
 * When the id of a thing may name another one, by its key: a logistic unit (SSCC, 00) a year after it went
 * (GS1 General Specifications §4.3.1); a returnable or individual asset (GRAI 8003, GIAI 8004) when it
 * comes back. A trade item's serial never (§4.2).
 */
const DAYS: Readonly<Record<string, number>> = { '00': 365, '8003': 0, '8004': 0 };

/** Days after its last event from which the id may be given again; `undefined` where it never may. */
export function reusableAfter(link: string): number | undefined {
  const ai = /^https:\/\/id\.gs1\.org\/(\d+)\//.exec(link)?.[1];
  return ai === undefined ? undefined : DAYS[ai];
}
