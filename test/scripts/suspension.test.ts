import { describe as told } from '../../scripts/health/suspension';

test('no organisation is suspended', () => {
  const all = ['lender', 'registry'].map((org) => ({ org, standing: 'active' }));
  expect(told(all)).toEqual([{ about: 'suspensions', state: 'well', what: 'none of 2 organisations' }]);
});

test('each that is suspended is told with who did it and who ends it', () => {
  const findings = told([
    { org: 'lender', standing: 'suspended', suspendedBy: [{ by: 'registry/registrar' }] },
    { org: 'insurer', standing: 'suspended' },
    { org: 'registry', standing: 'active' },
  ]);
  expect(findings.map(({ state }) => state)).toEqual(['warning', 'warning']);
  expect(findings[0]?.what).toContain('lender is suspended by registry/registrar');
  expect(findings[0]?.cure).toContain(
    `npx roadbook call member.reinstate '{"party":"lender"}' --as registry/registrar; or a court order`,
  );
  expect(findings[1]?.what).toMatch(/^insurer is suspended: /);
  expect(findings[1]?.cure).toContain(
    `npx roadbook call member.reinstate '{"party":"insurer"}'; or a court order`,
  );
});
