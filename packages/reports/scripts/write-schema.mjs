// Writes schema/run-card.schema.json from the built package; a test holds the file against the source.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { runCardSchema } = createRequire(import.meta.url)('../dist/index.js');
const folder = new URL('../schema/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('run-card.schema.json', folder), `${JSON.stringify(runCardSchema, null, 2)}\n`);
