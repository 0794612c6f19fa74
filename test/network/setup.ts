import { openScratch } from '../scratch';
import { type Raised, raise } from './raise';

declare global {
  var roadbookNetwork: Raised | undefined;
}

/** Before the first test of the network: one network for all of them, told by the environment. */
module.exports = async () => {
  openScratch();
  globalThis.roadbookNetwork = await raise();
  Object.assign(process.env, globalThis.roadbookNetwork.env);
};
