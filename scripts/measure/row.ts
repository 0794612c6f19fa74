/** One line of the table: what is called again and again. */
export type Row = {
  readonly name: string;
  readonly says: string;
  /** `felt`: as a program calls that asks for nothing; `single`: each call a transaction of its own. */
  readonly sort: 'stock' | 'felt' | 'single' | 'other' | 'query' | 'together' | 'batch' | 'hot';
  /** Calls under way at once. */
  readonly inFlight: number;
  /** Operations that one call carries. */
  readonly items: number;
  /** Makes one call and waits for its block; answers the attempts that it took. */
  readonly act: () => Promise<number>;
  /** What goes on beside the calls: begins it, and answers what ends it. */
  readonly around?: () => Promise<() => Promise<void>>;
};

export const rowOf = ({ items = 1, ...row }: Omit<Row, 'items'> & { items?: number }): Row => ({
  ...row,
  items,
});

/** An operation twice: as a program calls it that asks for nothing, and each call a transaction of its own. */
export const bothWays = <T>(
  row: Omit<Row, 'items' | 'act' | 'sort'>,
  as: T,
  single: T,
  act: (by: T) => Promise<number>,
): Row[] => [
  rowOf({ ...row, sort: 'felt', act: () => act(as) }),
  rowOf({
    ...row,
    name: `${row.name}-single`,
    says: `${row.says}, each a transaction of its own`,
    sort: 'single',
    act: () => act(single),
  }),
];

/** Calls of all these rows in turn. */
export function mixedOf(rows: readonly Row[], inFlight: number): Row {
  let turn = 0;
  return rowOf({
    name: 'mixed',
    says: `${rows.map(({ name }) => name).join(', ')} in turn`,
    sort: 'felt',
    inFlight,
    act: () => rows[turn++ % rows.length]?.act() ?? Promise.resolve(1),
  });
}

/**
 * Things of which each is used by one call at a time, so that no call meets another; the longest idle come
 * first.
 */
export function poolOf<T>(things: readonly T[]) {
  const idle = [...things];
  return {
    size: things.length,
    /**
     * Runs `work` on some of them; what it answers takes their place. After a failure they stay as they were.
     */
    async use<R>(
      count: number,
      work: (taken: readonly T[]) => Promise<{ next: readonly T[]; answer: R }>,
    ): Promise<R> {
      const taken = idle.splice(0, count);
      if (taken.length < count) throw new Error(`only ${taken.length} of ${count} things were idle`);
      let back: readonly T[] = taken;
      try {
        const { next, answer } = await work(taken);
        back = next;
        return answer;
      } finally {
        idle.push(...back);
      }
    },
  };
}

/** Does all the work, some of it at once; the answers are in the order of the things. */
export async function eachOf<T, R>(
  things: readonly T[],
  width: number,
  work: (thing: T, at: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < things.length; at = next++) answers[at] = await work(things[at] as T, at);
  };
  await Promise.all(Array.from({ length: Math.min(width, things.length) }, worker));
  return answers;
}

export const chunksOf = <T>(things: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, at) =>
    things.slice(at * size, (at + 1) * size),
  );

export const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
