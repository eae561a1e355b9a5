// Writes the cards' schemas from the built package; a test holds the files against the source.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { labCardSchema, runCardSchema } = createRequire(import.meta.url)('../dist/index.js');
const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries({ 'run-card': runCardSchema, 'collapse-lab': labCardSchema }))
  writeFileSync(new URL(`${name}.schema.json`, folder), `${JSON.stringify(schema, null, 2)}\n`);
