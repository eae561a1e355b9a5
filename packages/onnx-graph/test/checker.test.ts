import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialise, serialise } from '../src';
import { differentiatedBytes, type RecordedCase } from './support/differentiated-model';
import { maskedProgram } from './support/masked-model';
import { OPERATOR_CASES } from './support/operator-cases';
import { reference } from './support/reference';
import { samplerGraph } from './support/sampler';

/**
 * The models whose bytes the official checker passed, by check_models.py. When a change alters bytes, write the models
 * anew (HEADWATER_WRITE_MODELS=<folder>), and let the script check and record them.
 */
const { models } = reference<{ models: Record<string, string> }>('checked-models.json');
const { cases } = reference<{ cases: Record<string, RecordedCase> }>('gradients.json');

function modelBytes(): Record<string, Uint8Array> {
  const operators = Object.entries(cases).map(
    ([name, { inputs, output }]) =>
      [name, differentiatedBytes(OPERATOR_CASES[name]!, inputs, output, 'float32')] as const,
  );
  return {
    ...Object.fromEntries(operators),
    training: maskedProgram().bytes,
    sampler: serialise(samplerGraph(), { name: 'sampler', metadata: { b: '2', a: '1' } }),
  };
}

const written = modelBytes();
const folder = process.env['HEADWATER_WRITE_MODELS'];
if (folder !== undefined) {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(written)) writeFileSync(join(folder, `${name}.onnx`), bytes);
}

describe('models', () => {
  it('have the bytes that onnx.checker passed with full_check', () => {
    const hashes = Object.fromEntries(
      Object.entries(written).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]),
    );
    expect(hashes).toEqual(models);
  });

  it('are the same bytes when built again, and when read and written again', () => {
    const again = modelBytes();
    for (const [name, bytes] of Object.entries(written)) {
      expect(Buffer.compare(again[name]!, bytes)).toBe(0);
      const { graph, name: graphName, metadata } = deserialise(bytes);
      expect(Buffer.compare(serialise(graph, { name: graphName, metadata }), bytes)).toBe(0);
    }
  });
});
