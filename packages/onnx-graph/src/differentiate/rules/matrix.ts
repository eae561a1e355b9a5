import { numberAttribute } from '../../graph/node';
import type { Value } from '../../graph/value';
import { mul } from '../../ops/arithmetic';
import { gemm, matmul } from '../../ops/matrix';
import { reshape, swapLastTwo, transpose } from '../../ops/reshape';
import { materialise, sumTo } from '../broadcast';
import { defineGradient } from '../rule';

/** With op(A) A or its transpose: dA and dB are products again, the transposes left to Gemm's own flags. */
defineGradient('Gemm', ({ node, inputs, output, gradient, needed }) => {
  const [a, b] = inputs as [Value, Value];
  const c = node.inputs[2];
  const flag = (name: string): boolean => numberAttribute(node.attributes, name, 0) === 1;
  const [transA, transB] = [flag('transA'), flag('transB')];
  const alpha = numberAttribute(node.attributes, 'alpha', 1);
  const beta = numberAttribute(node.attributes, 'beta', 1);
  const g = needed[0] || needed[1] ? materialise(gradient, output) : gradient;
  const ofA = (): Value =>
    transA
      ? gemm(b, g, undefined, { transA: transB, transB: true, alpha })
      : gemm(g, b, undefined, { transB: !transB, alpha });
  const ofB = (): Value =>
    transB
      ? gemm(g, a, undefined, { transA: true, transB: transA, alpha })
      : gemm(a, g, undefined, { transA: !transA, alpha });
  return [
    needed[0] ? ofA() : undefined,
    needed[1] ? ofB() : undefined,
    needed[2] && c !== undefined ? sumTo(mul(gradient, beta), output, c) : undefined,
  ];
});

defineGradient('MatMul', ({ inputs, output, gradient, needed }) => {
  const [a, b] = inputs as [Value, Value];
  const g = materialise(gradient, output);
  if (b.shape.length === 2) {
    // A batch of rows times one matrix: the batch dimensions count as more rows.
    const rows = (x: Value): Value => (x.shape.length === 2 ? x : reshape(x, [-1, x.shape.at(-1) as number | string]));
    return [
      needed[0] ? transposedProduct(g, b) : undefined,
      needed[1] ? gemm(rows(a), rows(g), undefined, { transA: true }) : undefined,
    ];
  }
  return [
    needed[0] ? batchSum(matmul(g, swapLastTwo(b)), a) : undefined,
    needed[1] ? batchSum(matmul(swapLastTwo(a), g), b) : undefined,
  ];
});

function transposedProduct(g: Value, b: Value): Value {
  return g.shape.length === 2 ? gemm(g, b, undefined, { transB: true }) : matmul(g, transpose(b));
}

/** Sums a product over the batch dimensions its operand was broadcast along. */
function batchSum(product: Value, operand: Value): Value {
  return sumTo(product, product, operand);
}
