import { vinsOf } from '../rules/question';
import type { ReadTx } from '../tables';

/** What room vehicle knows of a thing. */
export interface OfVehicles {
  readonly vin?: string;
  readonly vins?: string[];
}

/** Says with each thing which vehicle it is. */
export async function withVins<T extends { readonly id: string }>(
  tx: ReadTx,
  things: readonly T[],
): Promise<(T & OfVehicles)[]> {
  const known = await tx.ask(vinsOf, [...new Set(things.map(({ id }) => id))]);
  return things.map((thing) => {
    const vins = known.get(thing.id) ?? [];
    const [vin] = vins;
    return { ...thing, ...(vin !== undefined && { vin }), ...(vins.length > 1 && { vins: [...vins] }) };
  });
}
