import { defineErrors } from '../kit/errors';

export const memberErrors = defineErrors({
  ALREADY_FOUNDED: {
    says: 'The consortium was founded before.',
    cure: 'Ask the registry to admit further organisations (member.admit).',
  },
  FOUNDER_NOT_REGISTRY: {
    says: 'The founder {org} is not among the founded organisations as a registry.',
    cure: 'Let the administrator of the registry found the consortium.',
  },
  NAMED_TWICE: { says: 'The organisation {org} is named twice.', cure: 'Name each organisation once.' },
  NOT_ITS_ORGANISATION: { says: '{org} did not enrol {member}.', cure: 'Only its own organisation registers a member.' },
  ROLE_NOT_YOURS_TO_GIVE: {
    says: 'The organisation {org} may not confer the role {role}.',
    cure: 'It may confer: {confers}.',
  },
  SUSPENDED_BY_REGISTRAR: {
    says: '{party} may be suspended and reinstated only by {needed}.',
    cure: 'Ask {needed}.',
  },
});
