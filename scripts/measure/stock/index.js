// What a Fabric beginner writes after the well-known asset sample, and what the bench measures beside our rooms: a decorated contract whose
// parameters are typed by the contract api. Plain JavaScript has no decorators, so they are called by hand with what the compiler would emit.
require('reflect-metadata');
const {
  Context,
  Contract,
  Info,
  Object: Kept,
  Property,
  Returns,
  Transaction,
} = require('fabric-contract-api');

function Asset() {}
const fields = [
  ['docType', String],
  ['ID', String],
  ['Color', String],
  ['Size', Number],
  ['Owner', String],
  ['AppraisedValue', Number],
];
for (const [name, type] of fields) {
  Reflect.defineMetadata('design:type', type, Asset.prototype, name);
  Property()(Asset.prototype, name);
}
Kept()(Asset);

const sorted = (value) =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, sorted(value[key])]),
      )
    : value;
const bytesOf = (asset) => Buffer.from(JSON.stringify(sorted(asset)));

class AssetTransfer extends Contract {
  async CreateAsset(ctx, id, color, size, owner, appraisedValue) {
    if (await this.AssetExists(ctx, id)) throw new Error(`The asset ${id} already exists`);
    const asset = { ID: id, Color: color, Size: size, Owner: owner, AppraisedValue: appraisedValue };
    await ctx.stub.putState(id, bytesOf(asset));
  }

  async ReadAsset(ctx, id) {
    const found = await ctx.stub.getState(id);
    if (!found || found.length === 0) throw new Error(`The asset ${id} does not exist`);
    return found.toString();
  }

  async UpdateAsset(ctx, id, color, size, owner, appraisedValue) {
    if (!(await this.AssetExists(ctx, id))) throw new Error(`The asset ${id} does not exist`);
    const asset = { ID: id, Color: color, Size: size, Owner: owner, AppraisedValue: appraisedValue };
    return ctx.stub.putState(id, bytesOf(asset));
  }

  async DeleteAsset(ctx, id) {
    if (!(await this.AssetExists(ctx, id))) throw new Error(`The asset ${id} does not exist`);
    return ctx.stub.deleteState(id);
  }

  async AssetExists(ctx, id) {
    const found = await ctx.stub.getState(id);
    return found && found.length > 0;
  }

  async TransferAsset(ctx, id, newOwner) {
    const asset = JSON.parse(await this.ReadAsset(ctx, id));
    const oldOwner = asset.Owner;
    asset.Owner = newOwner;
    await ctx.stub.putState(id, bytesOf(asset));
    return oldOwner;
  }
}

const decorated = [
  ['CreateAsset', true, undefined, [String, String, Number, String, Number]],
  ['ReadAsset', false, 'string', [String]],
  ['UpdateAsset', true, undefined, [String, String, Number, String, Number]],
  ['DeleteAsset', true, undefined, [String]],
  ['AssetExists', false, 'boolean', [String]],
  ['TransferAsset', true, 'string', [String, String]],
];
for (const [name, commits, returns, types] of decorated) {
  Reflect.defineMetadata('design:paramtypes', [Context, ...types], AssetTransfer.prototype, name);
  if (returns) Returns(returns)(AssetTransfer.prototype, name);
  Transaction(commits)(AssetTransfer.prototype, name);
}
Info({ title: 'AssetTransfer', description: 'Smart contract for trading assets' })(AssetTransfer);

module.exports = { contracts: [AssetTransfer] };
