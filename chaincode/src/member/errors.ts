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
  NOT_THE_FOUNDER: {
    says: 'The consortium is founded by {founder}, not by {org}.',
    cure:
      'Let the administrator of {founder} found it: the deployed chaincode names the founder of its ' +
      'topology.',
  },
  NAMED_TWICE: { says: 'The organisation {org} is named twice.', cure: 'Name each organisation once.' },
  NOT_ITS_ORGANISATION: {
    says: '{org} did not enrol {member}.',
    cure: 'Only its own organisation registers a member.',
  },
  ROLE_NOT_YOURS_TO_GIVE: {
    says: 'The organisation {org} may not confer the role {role}.',
    cure: 'It may confer: {confers}.',
  },
  SUSPENDED_BY_REGISTRAR: {
    says: '{party} may be suspended and reinstated only by {needed}.',
    cure: 'Ask {needed}.',
  },
  REGISTRY_STAYS: {
    says: 'The registry {org} cannot be closed by its own registrar.',
    cure:
      'Take back the certificate of whom it concerns (scripts/revoke), or let another registry suspend ' +
      'it.',
  },
  SUSPENDED_BY_OTHERS: {
    says: '{party} is suspended by {by}.',
    cure:
      'Ask that side to reinstate it, or let two persons of two organisations record a court order ' +
      '(courtOrderId).',
  },
  ORDER_NEEDS_TWO: {
    says: 'A court order about {party} takes two persons of two organisations, neither its own.',
    cure: 'Let somebody of another organisation send the same request.',
  },
  ORDER_CARRIED_OUT: {
    says: 'The court order {courtOrderId} was carried out before.',
    cure: 'Record the new order under its own id.',
  },
});
