import { resolve } from 'node:path';
import { HeadwaterError, type TableSchema } from '@headwater/contracts';
import { openSource, type Source } from '@headwater/tables';
import { say } from '../output';
import type { OpenedModel } from './open-model';
import type { TaskControls } from './model-task';

/**
 * The schema of the table that the model was trained on: that of the rows it draws, none of which are needed.
 * Throws MODEL_BUNDLE_INVALID.
 */
export async function schemaOfModel({ family, files }: OpenedModel, controls: TaskControls): Promise<TableSchema> {
  const none = await family.sample(files, { ...controls, rows: 0, seed: 0, index: 0, conditions: {} });
  return none.schema;
}

/**
 * A data file, read as rows of the model's table: the same columns in any order, every value of the column's type.
 * Throws what openSource throws, SOURCE_SCHEMA_MISMATCH above all, and RUN_CANCELLED.
 */
export async function rowsForModel(model: OpenedModel, path: string, controls: TaskControls): Promise<Source> {
  const schema = await schemaOfModel(model, controls);
  const source = await openSource({ path: resolve(path), options: model.csv }, {}, schema, () => {
    if (controls.stopRequested()) throw new HeadwaterError('RUN_CANCELLED', 'reading was stopped');
  });
  for (const warning of source.warnings) say(`warning: ${warning}`);
  return source;
}
