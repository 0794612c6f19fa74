import type { SomeLife, Step } from '../life';

type Row = Step<string, string>;

const listOf = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;
const within = (part: readonly string[], whole: readonly string[]): boolean =>
  part.every((one) => whole.includes(one));
const apart = (one: readonly string[], other: readonly string[]): boolean =>
  one.every((status) => !other.includes(status));
const doing = (name: string, { by }: Row): string => `${name} (${listOf(by).join(', ')})`;

interface Arrow {
  readonly from: readonly string[];
  readonly to: string;
  readonly steps: string[];
}

/** What moves the same statuses to the same target goes along one arrow. */
function arrowsOf({ steps, statuses }: SomeLife): Arrow[] {
  const arrows = new Map<string, Arrow>();
  for (const [name, row] of Object.entries(steps))
    for (const to of listOf(row.to).filter((target) => target !== '=')) {
      const from = statuses.filter((status) => row.from.includes(status) && status !== to);
      const key = [...from, to].join();
      const arrow = arrows.get(key) ?? { from, to, steps: [] };
      if (from.length > 0) arrows.set(key, { ...arrow, steps: [...arrow.steps, doing(name, row)] });
    }
  return [...arrows.values()];
}

type Boxes = readonly (readonly string[])[];

/** Statuses that many arrows leave together stand in one box, as far as boxes stand inside or beside each other. */
function boxesOf(arrows: readonly Arrow[]): Boxes {
  const uses = new Map<string, { box: readonly string[]; count: number }>();
  for (const { from } of arrows) {
    const key = from.join();
    if (from.length > 1) uses.set(key, { box: from, count: (uses.get(key)?.count ?? 0) + from.length });
  }
  const boxes: (readonly string[])[] = [];
  for (const { box } of [...uses.values()].sort((left, right) => right.count - left.count))
    if (boxes.every((other) => within(box, other) || within(other, box) || apart(box, other)))
      boxes.push(box);
  return boxes;
}

/** The fewest boxes and statuses that are together what an arrow leaves. */
function originsOf(from: readonly string[], boxes: Boxes): Boxes {
  const fitting = boxes.filter((box) => within(box, from)).sort((left, right) => right.length - left.length);
  const found: (readonly string[])[] = [];
  for (const box of fitting) if (found.every((other) => apart(box, other))) found.push(box);
  return [...found, ...from.filter((status) => !found.flat().includes(status)).map((status) => [status])];
}

const MOST_NAMED = 3;
const titleOf = (box: readonly string[]): string =>
  box.length > MOST_NAMED ? `any of these ${box.length}` : box.join(' or ');

/** Boxes as Mermaid nests them, each with the boxes and statuses that are in it. */
function drawn(boxes: Boxes, nameOf: (origin: readonly string[]) => string, indent = '  '): string[] {
  const outer = boxes.filter((box) => !boxes.some((other) => other !== box && within(box, other)));
  return outer.flatMap((box) => {
    const inner = boxes.filter((other) => other !== box && within(other, box));
    const alone = box.filter((status) => !inner.flat().includes(status));
    return [
      `${indent}state "${titleOf(box)}" as ${nameOf(box)} {`,
      ...alone.map((status) => `${indent}  ${status}`),
      ...drawn(inner, nameOf, `${indent}  `),
      `${indent}}`,
    ];
  });
}

/**
 * The life as a Mermaid state diagram, for a README and the UI: one arrow for a step from wherever it may be
 * taken to where it leads; steps that lead the same way share it. What leaves the status as it is has no
 * arrow, and is told by `stayingIn`.
 */
export function pictureOf(life: SomeLife): string {
  const arrows = arrowsOf(life);
  const boxes = boxesOf(arrows);
  const nameOf = (origin: readonly string[]): string => {
    const box = boxes.indexOf(origin);
    return box < 0 ? origin.join() : `box${box + 1}`;
  };
  const lines = arrows.flatMap(({ from, to, steps }) =>
    originsOf(from, boxes).map((origin) => `  ${nameOf(origin)} --> ${to}: ${steps.join('<br>')}`),
  );
  return [
    'stateDiagram-v2',
    ...drawn(boxes, nameOf),
    ...life.initial.map((status) => `  [*] --> ${status}`),
    ...lines,
  ].join('\n');
}

/** The steps that may leave the status as it is, under the statuses in which they do; empty when there is none. */
export function stayingIn(life: SomeLife): string {
  const groups = new Map<string, string[]>();
  for (const [name, row] of Object.entries(life.steps)) {
    const targets = listOf(row.to);
    const kept = row.from.filter((status) => targets.includes('=') || targets.includes(status));
    const every = kept.length > 1 && kept.length === life.statuses.length;
    const where = every ? 'any status' : kept.map((status) => `*${status}*`).join(', ');
    if (kept.length > 0) groups.set(where, [...(groups.get(where) ?? []), doing(name, row)]);
  }
  const told = [...groups].map(([where, steps]) => `in ${where} ${steps.join(', ')}`);
  return told.length > 0 ? `The status may stay as it is: ${told.join('; ')}.` : '';
}
