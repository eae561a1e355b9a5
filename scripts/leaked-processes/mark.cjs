const { randomUUID } = require('node:crypto');

/** Every process that a test starts inherits this mark. */
module.exports = async () => {
  process.env.HEADWATER_TEST_RUN = randomUUID();
};
