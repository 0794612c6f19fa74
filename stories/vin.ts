const VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** The n-th VIN of a maker (three characters), 2026 model year, with its check digit (49 CFR 565). */
export function vinOf(maker: string, count: number): string {
  const serial = count.toString().padStart(6, '0').slice(-6);
  const plant = 'ABCDEFGHJKLMNPRSTUVWXYZ'.charAt(Math.floor(count / 1_000_000) % 23);
  const draft = `${maker}GDMAA0T${plant}${serial}`;
  const total = [...draft].reduce(
    (sum, letter, at) => sum + (VALUES.indexOf(letter) % 10) * (WEIGHTS[at] ?? 0),
    0,
  );
  const check = total % 11;
  return `${draft.slice(0, 8)}${check === 10 ? 'X' : check}${draft.slice(9)}`;
}
