import { demand } from '../../../kit/errors';
import { holderOf } from '../custody';
import { partErrors } from '../../errors';
import type { Part } from '../../records/part';
import { claimsIn, settled, type Things, withClaims } from './claim';

/**
 * A part of which its holder, its maker or an auditor (who is no `by`) says which of the things that claim it
 * has it: the other claims are gone, and the sign stays. Refuses others, and a parent that nothing speaks
 * for.
 */
export function settle(part: Part, parent: string | undefined, by: string | undefined, things: Things): Part {
  const { epc } = part;
  const state = settled(part, things);
  const holder = holderOf(part, things);
  const may = by === undefined || by === holder || by === state.maker;
  demand(may, partErrors.NOT_TO_SETTLE, { who: by ?? '', epc, custodian: holder });
  const claims = claimsIn(state);
  const chosen = claims.filter(({ id }) => id === parent);
  demand(parent === undefined || chosen.length > 0, partErrors.CLAIMS_NOTHING, { epc, parent: parent ?? '' });
  if (chosen.length === claims.length) return part;
  if (chosen.length > 0) return { ...part, state: withClaims(state, chosen) };
  const status = state.status === 'packed' ? 'active' : 'removed';
  return { ...part, state: { ...withClaims(state, []), custodian: holder, status } };
}
