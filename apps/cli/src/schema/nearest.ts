/** Edits between two words: insert, remove, replace, swap neighbours (optimal string alignment). */
function distance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let least = Math.min(
        (row[j - 1] ?? 0) + 1,
        (rows[i - 1]?.[j] ?? 0) + 1,
        (rows[i - 1]?.[j - 1] ?? 0) + same,
      );
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[left.length]?.[right.length] ?? 0;
}

/** The names that somebody may have meant, the nearest first; none when nothing is near. */
export function nearest(word: string, names: readonly string[], most = 3): string[] {
  const written = word.toLowerCase();
  const scored = names.map((name) => {
    const lower = name.toLowerCase();
    const begins = written.length >= 3 && lower.startsWith(written);
    const holds = written.length >= 4 && lower.includes(written);
    return {
      name,
      found: begins || holds,
      score: begins ? 1 : holds ? 2 : distance(written, lower),
      // A third of what was meant: of two words of eight letters that share five, neither means the other.
      limit: Math.max(1, Math.floor(Math.max(written.length, lower.length) / 3)),
    };
  });
  const near = scored
    .filter(({ score, limit, found }) => found || score <= Math.min(3, limit))
    .sort((one, two) => one.score - two.score);
  return near
    .filter(({ score }) => score <= (near[0]?.score ?? 0) + 1)
    .slice(0, most)
    .map(({ name }) => name);
}

/** `Did you mean x or y?` or nothing. */
export function didYouMean(word: string, names: readonly string[], prefix = ''): string {
  const found = nearest(word, names).map((name) => prefix + name);
  return found.length > 0 ? `Did you mean ${found.join(' or ')}? ` : '';
}
