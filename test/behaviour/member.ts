import type { Behaviour } from './world';

export const memberBehaviour: Behaviour = (open) => {
  test('a member is who its certificate and the ledger say', async () => {
    const world = await open();
    const desk = await world.be('lender/desk', 'lender');
    expect(await desk.on.member.whoAmI({})).toEqual({
      member: 'lender/desk',
      org: 'lender',
      role: 'lender',
      staff: true,
    });
    const owner = await world.be('registry/owner', 'owner');
    expect(await owner.on.member.whoAmI({})).toMatchObject({ role: 'owner', staff: false });
  });

  test('what was recorded is read back, and a repetition changes nothing', async () => {
    const world = await open();
    const desk = await world.be('lender/desk', 'lender');
    const member = `lender/${world.fresh('clerk')}`;
    const registered = await desk.on.member.register({ member, role: 'owner' });
    expect(await desk.on.member.register({ member, role: 'owner' })).toEqual(registered);
    expect(await desk.on.member.read({ member })).toEqual(registered);
    await expect(desk.on.member.register({ member, role: 'dealer' })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
  });

  test('people may not do what is for staff, nor staff what is for the registrar', async () => {
    const world = await open();
    const owner = await world.be('registry/owner', 'owner');
    const desk = await world.be('insurer/desk', 'insurer');
    await expect(
      owner.on.member.register({ member: 'registry/friend', role: 'owner' }),
    ).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await expect(desk.on.member.suspend({ party: 'lender' })).rejects.toMatchObject({
      code: 'SUSPENDED_BY_REGISTRAR',
    });
  });

  test('a suspended member is refused until it is reinstated', async () => {
    const world = await open();
    const registrar = await world.be('registry/registrar', 'registrar');
    await registrar.on.member
      .register({ member: 'registry/merchant', role: 'merchant' })
      .catch(() => undefined);
    const merchant = await world.be('registry/merchant', 'merchant');
    await registrar.on.member.suspend({ party: 'registry/merchant' });
    await expect(merchant.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
    await registrar.on.member.reinstate({ party: 'registry/merchant' });
    expect(await merchant.on.member.whoAmI({})).toMatchObject({ role: 'merchant' });
  });
};
