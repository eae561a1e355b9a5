import { canonicalJson, type RuleVerdict } from '@headwater/contracts';
import { datasetName, publishedName } from './dataset-name';
import type { Publication } from './publication';

const SPEC = 'https://openlineage.io/spec';
const CORE = `${SPEC}/2-0-2/OpenLineage.json#/$defs`;

type Facet = Record<string, unknown> & { _producer: string; _schemaURL: string };

/**
 * The run as OpenLineage tells it (openlineage.io, core schema 2-0-2): its START and its COMPLETE event, one JSON object
 * a line, as the file transport of OpenLineage's clients writes them. The gate's rules are data quality assertions.
 */
export function lineageEvents(publication: Publication): string {
  const { run, chain } = publication;
  const facet = facetsBy(`urn:headwater:${publication.code.headwater}`);
  const event = (eventType: 'START' | 'COMPLETE', eventTime: string, outputs: object[]): object => ({
    eventType,
    eventTime,
    producer: `urn:headwater:${publication.code.headwater}`,
    schemaURL: `${CORE}/RunEvent`,
    run: { runId: run.execution, facets: runFacets(publication, facet) },
    job: { namespace: 'headwater', name: chain, facets: { jobType: jobType(facet) } },
    inputs: [inputOf(publication, facet)],
    outputs,
  });
  const target = publishedName(publication.uri);
  return [
    event('START', run.startedAt, [target]),
    event('COMPLETE', run.publishedAt, [{ ...target, ...outputFacets(publication, facet) }]),
  ]
    .map((one) => `${canonicalJson(one)}\n`)
    .join('');
}

type MakeFacet = (schema: string, fields: Record<string, unknown>) => Facet;

/** `schema`: name and edition of a facet's schema, or that of a base facet for one of our own. */
function facetsBy(producer: string): MakeFacet {
  return (schema, fields) => ({ _producer: producer, _schemaURL: schema, ...fields });
}

function standard(edition: string, name: string): string {
  return `${SPEC}/facets/${edition}/${name}.json#/$defs/${name}`;
}

function runFacets({ run, partition, madeFrom, decision, code }: Publication, facet: MakeFacet): object {
  return {
    processing_engine: facet(standard('1-1-1', 'ProcessingEngineRunFacet'), {
      name: 'headwater',
      version: code.headwater,
    }),
    ...(run.scheduledAt === undefined
      ? {}
      : {
          nominalTime: facet(standard('1-0-1', 'NominalTimeRunFacet'), { nominalStartTime: run.scheduledAt }),
        }),
    headwater_run: facet(`${CORE}/RunFacet`, {
      workflowId: run.id,
      partition,
      synthetic: true,
      specSha256: madeFrom.spec.sha256,
      modelSha256: madeFrom.modelSha256,
      ...(run.generation === undefined ? {} : { generation: run.generation }),
      gate: { policy: decision.policy, verdict: decision.verdict },
    }),
  };
}

function jobType(facet: MakeFacet): Facet {
  return facet(standard('2-0-4', 'JobTypeJobFacet'), {
    processingType: 'BATCH',
    integration: 'HEADWATER',
    jobType: 'CHAIN',
  });
}

function inputOf({ madeFrom: { source } }: Publication, facet: MakeFacet): object {
  return {
    ...datasetName(source.path),
    facets: {
      version: facet(standard('1-0-1', 'DatasetVersionDatasetFacet'), { datasetVersion: source.sha256 }),
    },
  };
}

function outputFacets({ version, manifest, schema, rows, files, decision }: Publication, facet: MakeFacet): object {
  return {
    facets: {
      version: facet(standard('1-0-1', 'DatasetVersionDatasetFacet'), { datasetVersion: version }),
      schema: facet(standard('1-2-0', 'SchemaDatasetFacet'), {
        fields: schema.columns.map(({ name, physical }, i) => ({ name, type: physical, ordinal_position: i + 1 })),
      }),
      dataQualityAssertions: facet(standard('1-1-0', 'DataQualityAssertionsDatasetFacet'), {
        assertions: decision.rules.map(assertionOf),
      }),
      headwater_dataset: facet(`${CORE}/DatasetFacet`, { synthetic: true, manifestSha256: manifest.sha256 }),
    },
    outputFacets: {
      outputStatistics: facet(standard('1-0-2', 'OutputStatisticsOutputDatasetFacet'), {
        rowCount: rows,
        fileCount: files.length,
        size: files.reduce((sum, file) => sum + file.bytes, 0),
      }),
    },
  };
}

function assertionOf({ measure, verdict, score, rule }: RuleVerdict): object {
  return {
    assertion: measure,
    success: verdict === 'pass',
    severity: verdict === 'warn' ? 'warn' : 'error',
    expected: rule,
    ...(score === null ? {} : { actual: String(score) }),
  };
}
