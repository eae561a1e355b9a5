import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as engine from '../src';
import { deserialise, serialise } from '../src';
import { differentiatedBytes } from './cases/differentiated.cjs';
import { operatorCases } from './cases/index.cjs';
import { halfModel, quantisedModel } from './support/compressed-models';
import { maskedProgram } from './support/masked-model';
import { reference } from './support/reference';
import { samplerGraph } from './support/sampler';

/**
 * The models whose bytes the official checker passed, by check_models.py. When a change alters bytes, write the models
 * anew (HEADWATER_WRITE_MODELS=<folder>), and let the script check and record them.
 */
const { models } = reference<{ models: Record<string, string> }>('checked-models.json');
const cases = operatorCases(engine);

function modelBytes(): Record<string, Uint8Array> {
  const operators = Object.entries(cases).map(
    ([name, tested]) => [name, differentiatedBytes(engine, tested, 'float32')] as const,
  );
  const named = Object.entries(cases).flatMap(([name, tested]) =>
    tested.dynamic === undefined
      ? []
      : [[`${name}Named`, differentiatedBytes(engine, tested, 'float32', tested.dynamic)] as const],
  );
  return {
    ...Object.fromEntries(operators),
    ...Object.fromEntries(named),
    half: serialise(halfModel('computed'), { name: 'half' }),
    quantised: serialise(quantisedModel(), { name: 'quantised' }),
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
