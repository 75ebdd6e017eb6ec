'use strict';
// Loaded into the server that is measured: says what memory is still in use once all that could be collected was.
process.on('message', () => {
  globalThis.gc();
  globalThis.gc();
  const {rss, heapUsed, external} = process.memoryUsage();
  process.send({rss: rss / 2 ** 20, used: (heapUsed + external) / 2 ** 20});
});
process.channel.unref();
