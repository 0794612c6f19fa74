import type { SomeLife, StepOf } from '../../chaincode/src/kit/life';
import { mayTake } from '../../chaincode/src/kit/life';
import type { Caller } from '../../chaincode/src/kit/who';

/** A row of a life as a test states it: by whom, from where, to where, in words with spaces between. */
export type Row = readonly [by: string, from: string, to: string];

/** Who plays each side in a test, and a record on which they do. */
export interface Played<R> {
  readonly record: R;
  readonly sides: Readonly<Record<string, Caller>>;
  readonly stranger: Caller;
  /**
   * Sides that no field of the record names and that anybody may therefore claim here: a rule of the room
   * asks further.
   */
  readonly open?: readonly string[];
}

const words = (text: string): string[] => text.split(' ');
const listed = (value: string | readonly string[]): string[] => [value].flat();

export const staffOf = (org: string, role: string): Caller => ({
  org,
  name: 'desk',
  member: `${org}/desk`,
  role,
  staff: true,
});
export const person = (member: string, role = 'owner'): Caller => {
  const [org = '', name = ''] = member.split('/');
  return { org, name, member, role, staff: false };
};

/**
 * Holds a life against its rows as stated: the table itself, and what the kit lets each side do from each
 * status. `field` holds the status, or tells what a record of a status looks like.
 */
export function governs<R extends object>(
  life: SomeLife & { readonly table: unknown; readonly kind: string },
  field: (keyof R & string) | ((status: string) => object),
  rows: Readonly<Record<string, Row>>,
  { record, sides, stranger, open = [] }: Played<R>,
): void {
  test(`${life.kind}: the steps are these, by these, from there to there`, () => {
    const stated = Object.entries(life.steps).map(([name, { by, from, to }]) => [
      name,
      [listed(by).join(' '), from.join(' '), listed(to).join(' ')],
    ]);
    expect(Object.fromEntries(stated)).toEqual(rows);
  });

  const at = (status: string): object => (typeof field === 'string' ? { [field]: status } : field(status));
  const cells = Object.entries(rows).flatMap(([name, [by, from]]) =>
    life.statuses.flatMap((status) =>
      [...Object.entries(sides), ['nobody', stranger] as const].map(
        ([side, caller]) => [name, status, side, caller, words(by), words(from)] as const,
      ),
    ),
  );
  test.each(cells)(`${life.kind}.%s from %s by %s`, (name, status, side, caller, by, from) => {
    const step = (life as unknown as Record<string, StepOf<R>>)[name];
    if (!step) throw new Error(`there is no step ${name}`);
    const take = () => mayTake(caller, step, { ...record, ...at(status) });
    const mine = by.some((one) => one === side || one === 'anybody' || open.includes(one));
    if (!mine) expect(take).toThrow(/^(NOT_YOURS|WRONG_SIDE)/);
    else if (!from.includes(status)) expect(take).toThrow(/^WRONG_STATUS/);
    else expect(take).not.toThrow();
  });
}
