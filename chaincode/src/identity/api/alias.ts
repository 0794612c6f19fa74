import { z } from 'zod';
import { evaluate, submit } from '../../kit/api';
import { org, sha256Hex } from '../../kit/value/text';
import { everyone } from '../../words/role';
import { keyDid } from '../w3c/did';
import { identityErrors as errors } from '../errors';
import { identityEvents as events } from '../events';
import { DidAlias, didAliases } from '../records/alias';
import { signature } from '../records/statement';

const onAlias = ({ alias }: { readonly alias: string }) => didAliases.at(alias);

/** Names by which one organisation alone knows a holder. */
export const aliasOperations = {
  bindAlias: submit({
    says:
      'Bind an alias that the own organisation alone knows a holder by, as the key of the alias signed ' +
      'it. Whose it is stays sealed.',
    by: everyone,
    request: z.strictObject({ alias: keyDid, audience: org, seal: sha256Hex, possession: signature }),
    creates: onAlias,
    response: DidAlias,
    errors: [errors.ALIAS_BY_ITSELF, errors.ALIAS_UNPROVEN],
    events: [events.AliasBound],
  }),
  endAlias: submit({
    says:
      'End an alias, as the organisation that knows the holder by it and as its key signed; one from ' +
      'before, as the account that bound it.',
    by: everyone,
    request: z.strictObject({ alias: keyDid, possession: signature.optional() }),
    on: onAlias,
    sides: ['anybody'],
    response: DidAlias,
    errors: [errors.ALIAS_BY_ITSELF, errors.ALIAS_UNPROVEN],
    events: [events.AliasEnded],
  }),
  readAlias: evaluate({
    says: 'Read an alias: its audience and its seal.',
    by: everyone,
    request: z.strictObject({ alias: keyDid }),
    on: onAlias,
    sides: ['anybody'],
    response: DidAlias.omit({ account: true }),
  }),
};
