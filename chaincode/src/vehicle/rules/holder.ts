import type { Title } from '../records/registry';

/** Who held the title at some moment of the data: it was theirs, so they see who read it, whoever holds the title now. In order of the titles. */
export function holdersDuring(
  titles: readonly Pick<Title, 'holder' | 'since'>[],
  { fromTime, untilTime }: { readonly fromTime: string; readonly untilTime: string },
): string[] {
  const held = titles.filter(({ since }, at) => since < untilTime && (titles[at + 1]?.since ?? untilTime) > fromTime);
  return [...new Set(held.map(({ holder }) => holder))];
}
