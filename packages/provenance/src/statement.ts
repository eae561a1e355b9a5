import { MEDIA_TYPES, canonicalJson, type ArtifactRef } from '@headwater/contracts';
import type { Publication, PublicationDocument } from './publication';
import { createHash } from 'node:crypto';

/** in-toto's ResourceDescriptor, as far as it is used. */
export interface ResourceDescriptor {
  name: string;
  digest: { sha256: string };
  mediaType?: string;
  annotations?: Record<string, unknown>;
}

/** in-toto Statement v1 (github.com/in-toto/attestation, spec/v1/statement.md). */
export interface Statement {
  _type: 'https://in-toto.io/Statement/v1';
  subject: ResourceDescriptor[];
  predicateType: 'https://slsa.dev/provenance/v1';
  predicate: Provenance;
}

/** SLSA provenance v1 (slsa.dev/spec/v1.0/provenance). */
export interface Provenance {
  buildDefinition: {
    buildType: string;
    externalParameters: Record<string, unknown>;
    internalParameters: Record<string, unknown>;
    resolvedDependencies: ResourceDescriptor[];
  };
  runDetails: {
    builder: { id: string; version: Record<string, string> };
    metadata: { invocationId: string; startedOn: string; finishedOn: string };
    byproducts: ResourceDescriptor[];
  };
}

const BUILD_TYPE = 'urn:headwater:chain-run:v1';

/**
 * Who made a publication, of what and how. Its subjects are all files of the version's folder but the attestation
 * itself; `documents` are those that lie beside the manifest. `builder` is the identifier of the signing key.
 */
export function statementOf(
  publication: Publication,
  documents: readonly PublicationDocument[],
  builder: string,
): Statement {
  const { chain, partition, version, rows, run, madeFrom, decision, code, files, manifest } = publication;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      ...files.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
      { name: manifest.name, digest: { sha256: manifest.sha256 }, mediaType: MEDIA_TYPES.json },
      ...documents.map(({ name, mediaType, bytes }) => ({ name, digest: { sha256: sha256Of(bytes) }, mediaType })),
    ],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: {
          chain,
          partition,
          spec: { sha256: madeFrom.spec.sha256 },
          ...(run.kind === undefined ? {} : { kind: run.kind }),
          ...(run.requestedBy === undefined ? {} : { requestedBy: run.requestedBy }),
          ...(run.scheduledAt === undefined ? {} : { scheduledAt: run.scheduledAt }),
        },
        internalParameters: {
          version,
          rows,
          synthetic: true,
          ...(run.generation === undefined ? {} : { generation: run.generation }),
          gate: { policy: decision.policy, verdict: decision.verdict },
        },
        resolvedDependencies: dependenciesOf(madeFrom),
      },
      runDetails: {
        builder: {
          id: `urn:headwater:key:${builder}`,
          version: {
            headwater: code.headwater,
            node: code.node,
            ...Object.fromEntries(Object.entries(code.stages).map(([stage, hash]) => [`code/${stage}`, hash])),
          },
        },
        metadata: {
          invocationId: `${run.id}/${run.execution}`,
          startedOn: run.startedAt,
          finishedOn: run.publishedAt,
        },
        byproducts: decision.evidence.map((ref, i) => descriptor(`evidence-${i + 1}`, ref)),
      },
    },
  };
}

function dependenciesOf({ source, spec, train, bundle, modelSha256, shards, pool }: Publication['madeFrom']) {
  return [
    { name: 'source', digest: { sha256: source.sha256 } },
    descriptor('spec', spec),
    descriptor('training-rows', train),
    ...(pool === undefined ? [] : [descriptor('training-pool', pool)]),
    descriptor('model-bundle', bundle),
    { name: 'model.onnx', digest: { sha256: modelSha256 }, mediaType: MEDIA_TYPES.onnx },
    descriptor('shard-list', shards),
  ];
}

function descriptor(name: string, { sha256, mediaType }: ArtifactRef): ResourceDescriptor {
  return { name, digest: { sha256 }, mediaType };
}

export function statementText(statement: Statement): string {
  return canonicalJson(statement);
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
