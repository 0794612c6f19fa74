import type { aliasOperations } from '../api/alias';
import { demand } from '../../kit/errors';
import { multikeyIn } from '../w3c/did';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import type { Statement } from '../records/statement';
import { hasSigned } from '../rules/statement';
import type { IdentityHandlers, Writing } from '../tables';

export const aliasHandlers: IdentityHandlers<typeof aliasOperations> = {
  async bindAlias(tx, { alias, audience, seal, possession }) {
    mustBeFor(tx, audience);
    mustBeOfAlias({ act: 'bindAlias', channel: tx.channel, alias, audience, seal }, audience, possession);
    const bound = { alias, audience, seal };
    await tx.didAliases.put(bound);
    tx.tell(events.AliasBound, { alias, audience });
    return bound;
  },
  async endAlias(tx, { alias, possession }, { on: bound }) {
    const { account, audience } = bound;
    if (account === undefined) {
      mustBeFor(tx, audience);
      mustBeOfAlias({ act: 'endAlias', channel: tx.channel, alias }, audience, possession);
    } else tx.mustBe('the account that bound it', account);
    if (bound.endedAt !== undefined) return bound;
    const ended = { ...bound, endedAt: tx.now };
    await tx.didAliases.put(ended);
    tx.tell(events.AliasEnded, { alias, audience: bound.audience });
    return ended;
  },
  readAlias(_tx, _request, { on }) {
    const { account: _, ...rest } = on;
    return rest;
  },
};

/**
 * The organisation that knows the holder by an alias sends its transactions; the holder would show itself by
 * its certificate.
 */
function mustBeFor(tx: Writing, audience: string): void {
  demand(tx.is(audience), errors.ALIAS_BY_ITSELF, { audience });
}

type OfAlias = Extract<Statement, { readonly alias: string }>;
function mustBeOfAlias(statement: OfAlias, audience: string, possession: string | undefined): void {
  const { alias } = statement;
  const signed = possession !== undefined && hasSigned(multikeyIn(alias), statement, possession);
  demand(signed, errors.ALIAS_UNPROVEN, { alias, audience });
}
