import { access } from 'node:fs/promises';
import { loadSpec } from '@headwater/chain-spec';
import { GENERATOR_FAMILIES, HeadwaterError, placeholdersIn, type ChainSpec } from '@headwater/contracts';
import { say } from '../output';
import { sourcesOfSpec } from '../sources-of-spec';

export interface ChainFile {
  path: string;
  spec: ChainSpec;
}

/** Reads chain files and refuses what cannot be applied, all of it before anything is changed. */
export async function readChainFiles(paths: readonly string[]): Promise<ChainFile[]> {
  const files: ChainFile[] = [];
  for (const path of paths) {
    const { spec, warnings } = await loadSpec(path, [], { families: GENERATOR_FAMILIES });
    for (const warning of warnings) say(`warning: ${warning}`);
    const twin = files.find((file) => file.spec.name === spec.name);
    if (twin !== undefined) {
      throw new HeadwaterError('USAGE', `${twin.path} and ${path} are both the chain ${spec.name}`, {
        hint: 'A chain has one file.',
      });
    }
    await requireFixedSources(spec);
    files.push({ path, spec });
  }
  return files;
}

/** A file that is not there is refused; one whose name depends on the run is looked for when it runs. */
export async function requireFixedSources(spec: ChainSpec): Promise<void> {
  for (const { path } of sourcesOfSpec(spec)) {
    if (/^[a-z][a-z0-9+.-]+:/i.test(path) || placeholdersIn(path).length > 0) continue;
    await access(path).catch(() => {
      throw new HeadwaterError('SOURCE_NOT_FOUND', `no such file: ${path}`, {
        hint: 'Paths in a chain file start from the folder it is in.',
        where: path,
      });
    });
  }
}
