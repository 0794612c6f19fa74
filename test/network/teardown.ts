import './setup';

module.exports = async () => {
  await globalThis.roadbookNetwork?.lower();
};
