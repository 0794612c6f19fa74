const { Contract } = require('fabric-contract-api');

class Toy extends Contract {
  async put(ctx, key, value) {
    await ctx.stub.putState(key, Buffer.from(value));
    return `${ctx.clientIdentity.getMSPID()} ${ctx.clientIdentity.getAttributeValue('roadbook.role')}`;
  }

  async read(ctx, key) {
    return (await ctx.stub.getState(key)).toString();
  }

  // Everything here is forbidden to a chaincode process.
  async escape(_ctx, path) {
    const tries = {
      read: () => require('node:fs').readFileSync(path),
      write: () => require('node:fs').writeFileSync(`${__dirname}/mark`, ''),
      run: () => require('node:child_process').execFileSync('id'),
    };
    const open = Object.entries(tries).flatMap(([name, attempt]) => {
      try {
        attempt();
        return [name];
      } catch {
        return [];
      }
    });
    return open.join(',');
  }
}

module.exports = { contracts: [Toy] };
