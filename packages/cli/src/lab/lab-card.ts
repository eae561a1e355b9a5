import { chainCard, changesOf, curvesOf, followedMeasures } from '@headwater/collapse-lab';
import {
  LAB_PROTOCOLS,
  type ArtifactRef,
  type ChainSpec,
  type Evidence,
  type LabCard,
  type LabInput,
  type LabMeasure,
  type LabProtocol,
  type LabProtocolCard,
  type LabStatus,
  type Lineage,
} from '@headwater/contracts';
import type { ArtifactStore } from '@headwater/store';
import type { LabTableFile } from './lab-table';

interface Drawn {
  input: LabInput;
  table: LabTableFile;
  theory: LabCard;
}

interface ReadChain {
  chain: LabStatus['chains'][number];
  measured: { record: Lineage['generations'][number]; evidence: Evidence }[];
}

/** The card of what a laboratory has made so far, from the evidence in the store. */
export async function labCard(
  store: ArtifactStore,
  status: LabStatus,
  { input, table, theory }: Drawn,
): Promise<LabCard> {
  const chains = await readChains(store, status);
  const starts = chains.flatMap(({ measured }) => measured[0]?.evidence ?? []);
  const measures = followedMeasures(starts);
  const spec = input.seeds[0]?.specs[0];
  const { generator, schema } = await store.getJson<ChainSpec>(spec as ArtifactRef);
  const { rows, generations, feedback } = input;
  return {
    ...theory,
    table: {
      ...table,
      holdoutRows: starts[0]?.rows.holdout ?? 0,
      rows,
      generations,
      seeds: input.seeds.map(({ seed }) => seed),
      target: Object.entries(schema.columns).find(([, { role }]) => role === 'target')?.[0] ?? null,
      parameters: generator.parameters,
      feedback,
    },
    measures,
    protocols: LAB_PROTOCOLS.flatMap((protocol) => protocolCard(protocol, chains, measures) ?? []),
  };
}

function protocolCard(
  protocol: LabProtocol,
  all: readonly ReadChain[],
  measures: readonly LabMeasure[],
): LabProtocolCard | null {
  const mine = all.filter(({ chain }) => chain.protocol === protocol);
  if (mine.length === 0) return null;
  const chains = mine.map(({ chain, measured }) => chainCard(chain, measured, measures));
  // Chains that still run would be held against shorter ones.
  const ended = chains.filter((_, i) => mine[i]?.chain.state === 'done');
  return {
    protocol,
    chains,
    curves: curvesOf(chains, measures),
    changes: ended.length === 0 ? [] : changesOf(ended, measures),
  };
}

async function readChains(store: ArtifactStore, status: LabStatus): Promise<ReadChain[]> {
  const known = new Map<string, Evidence>();
  const chains: ReadChain[] = [];
  for (const chain of status.chains) {
    if (chain.lineage === null) continue;
    const { generations } = await store.getJson<Lineage>(chain.lineage);
    const measured: ReadChain['measured'] = [];
    for (const record of generations) {
      const { sha256 } = record.quality;
      const evidence = known.get(sha256) ?? (await store.getJson<Evidence>(record.quality));
      known.set(sha256, evidence);
      measured.push({ record, evidence });
    }
    chains.push({ chain, measured });
  }
  return chains;
}
