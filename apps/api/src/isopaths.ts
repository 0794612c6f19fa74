type Json = Readonly<Record<string, unknown>>;

const failures = { default: { $ref: '#/components/responses/Problem' } };
const text = { type: 'string' };
const xml = { 'application/xml': { schema: text } };
const given = (name: string, within: 'path' | 'query', required = within === 'path'): Json => ({
  ...{ name, in: within, required, schema: text },
});
const writes = (summary: string, ...parameters: readonly Json[]): Json => ({
  ...{ summary, tags: ['iso20022'], parameters },
  responses: { '200': { description: 'The message.', content: xml }, ...failures },
});
const reads = (summary: string, description: string, answer: string): Json => ({
  ...{ summary, description, tags: ['iso20022'] },
  requestBody: { required: true, content: xml },
  responses: {
    '200': { description: answer, content: { 'application/json': { schema: { type: 'object' } } } },
    ...failures,
  },
});
const [paymentId, from] = [given('paymentId', 'path'), given('from', 'query')];
const account = ['party', 'issuer', 'currency', 'from', 'until'].map((name) => given(name, 'query', true));

/** ISO 20022 in the description of the server. */
export const isoPaths: Json = {
  '/iso20022/pain.001': {
    post: reads(
      'Pay what a pain.001 asks for, out of lots that are chosen.',
      'Accounts are parties of the ledger. The same message pays once; after a failure the same request goes on ' +
        'where it ended. Up to 2,000 credits.',
      'The payments, with the end-to-end ids of their credits.',
    ),
  },
  '/iso20022/pain.001/{paymentId}': { get: writes('A payment as pain.001.001.09.', paymentId, from) },
  '/iso20022/pacs.008/{paymentId}': { get: writes('A payment as pacs.008.001.08.', paymentId, from) },
  '/iso20022/camt.053': {
    get: writes(
      'The statement of an account for days as camt.053.001.08.',
      ...account,
      given('zone', 'query'),
    ),
    post: reads(
      'Read the statement of a bank, a camt.053 of any version.',
      'Opening and closing, where both are there, must be led to by what is booked.',
      'The statements; amounts in minor units as text.',
    ),
  },
};
