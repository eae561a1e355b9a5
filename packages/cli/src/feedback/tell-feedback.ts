import { WorkflowNotFoundError } from '@temporalio/common';
import {
  CHAIN_MESSAGES,
  chainEntityId,
  HeadwaterError,
  type ChainState,
  type Feedback,
  type PublishedVersion,
  type TableSchema,
} from '@headwater/contracts';
import { feedbackAsksRetraining, targetsOf } from '@headwater/policy';
import { sendUpdate } from '../decisions/send-update';
import { printJson, say } from '../output';
import { openSession, type Session } from '../session';
import { checkSegments } from './check-segments';
import { readFeedback } from './read-feedback';

export interface FeedbackOptions {
  state: string;
  json?: boolean;
  who: string;
  why: string;
  version: string;
  file: string;
}

/** `headwater feedback`: the file is checked against the version's columns, kept, and told to the chain. */
export async function tellFeedback(chain: string, options: FeedbackOptions): Promise<void> {
  const { version, who, why } = options;
  const written = await readFeedback(options.file);
  const session = await openSession(options.state);
  try {
    checkSegments(written.segments, await schemaOf(session, await versionOf(session, chain, version)));
    const told: Feedback = { version, who, why, ...written };
    const request = {
      who,
      why,
      version,
      feedback: await session.store.putJson('feedback', told),
      retrain: feedbackAsksRetraining(written),
      targets: targetsOf(written),
    };
    const id = chainEntityId(chain);
    const state = await sendUpdate<ChainState>(session, id, CHAIN_MESSAGES.feedback, request, 'CHAIN_NOT_FOUND');
    const { retrain, targets } = request;
    if (options.json) printJson({ chain, version, feedback: request.feedback, retrain, targets, asked: state.retrain });
    else
      say(
        `${chain} heard of ${version}${retrain ? '; it asks for a new generation' : ''}, ${targets.length} weak segments`,
      );
  } finally {
    await session.close();
  }
}

async function versionOf({ client }: Session, chain: string, version: string): Promise<PublishedVersion> {
  const state = await client.workflow
    .getHandle(chainEntityId(chain))
    .query<ChainState>(CHAIN_MESSAGES.chain)
    .catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError)
        throw new HeadwaterError('CHAIN_NOT_FOUND', `no chain ${chain} is applied`);
      throw error;
    });
  const found = state.versions.find((known) => known.version === version);
  if (found !== undefined) return found;
  throw new HeadwaterError(
    'VERSION_UNKNOWN',
    `${chain} has published no version ${JSON.stringify(version)}, or too long ago`,
    {
      hint: `The latest: ${
        state.versions
          .slice(-3)
          .map((known) => known.version)
          .join(', ') || 'none'
      }.`,
    },
  );
}

/** The columns of a version, from its manifest in the store. */
async function schemaOf({ store }: Session, { version, manifestSha256 }: PublishedVersion): Promise<TableSchema> {
  const found = await store.stat({ sha256: manifestSha256, bytes: 0 });
  if (found === null)
    throw new HeadwaterError('ARTIFACT_MISSING', `the manifest of ${version} is not in the store`, { where: version });
  const manifest = await store.getJson<{ schema: TableSchema }>({ sha256: manifestSha256, bytes: found.bytes });
  return manifest.schema;
}
