/** Matrices and biases in the order they are recorded. */
module.exports = ([query, key, value, output, queryBias, keyBias, valueBias, outputBias]) => ({
  query,
  key,
  value,
  output,
  queryBias,
  keyBias,
  valueBias,
  outputBias,
});
