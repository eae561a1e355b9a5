import { HeadwaterError } from '@headwater/contracts';
import { ownBuildId } from '@headwater/infra';
import { isGrpcServiceError } from '@temporalio/client';
import { printJson } from '../output';
import { openSession, type Session } from '../session';

interface DeployOptions {
  state: string;
  deployment?: string;
  json?: boolean;
}

/** grpc.status of @grpc/grpc-js */
const NOT_THERE: number[] = [5 /* NOT_FOUND */, 9 /* FAILED_PRECONDITION */];

/** `headwater deploy promote`: sets the current version of the deployment. */
export async function deployPromoteCommand(build: string | undefined, options: DeployOptions): Promise<void> {
  const deploymentName = nameOf(options);
  const buildId = build ?? ownBuildId();
  const answer = await withService(options, (session) =>
    session.client.workflowService
      .setWorkerDeploymentCurrentVersion({ namespace: session.target.namespace, deploymentName, buildId })
      .catch((cause: unknown) => {
        throw unknownBuild(deploymentName, buildId, cause);
      }),
  );
  const before = answer.previousDeploymentVersion?.buildId ?? null;
  if (options.json) printJson({ deployment: deploymentName, before, current: buildId });
  else process.stdout.write(`${deploymentName}: new runs begin on ${buildId}${before ? `, not on ${before}` : ''}\n`);
}

/** `headwater deploy list` */
export async function deployListCommand(options: DeployOptions): Promise<void> {
  const deploymentName = nameOf(options);
  const { workerDeploymentInfo } = await withService(options, (session) =>
    session.client.workflowService
      .describeWorkerDeployment({ namespace: session.target.namespace, deploymentName })
      .catch((cause: unknown) => {
        throw unknownBuild(deploymentName, null, cause);
      }),
  );
  const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? null;
  const builds = (workerDeploymentInfo?.versionSummaries ?? []).map((summary) => ({
    build: summary.deploymentVersion?.buildId ?? '',
    current: summary.deploymentVersion?.buildId === current,
  }));
  if (options.json) printJson({ deployment: deploymentName, current, builds });
  else for (const one of builds) process.stdout.write(`${one.current ? '*' : ' '} ${one.build}\n`);
}

async function withService<T>(options: DeployOptions, ask: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(options.state);
  try {
    return await ask(session);
  } finally {
    await session.close();
  }
}

function nameOf({ deployment }: DeployOptions): string {
  const name = deployment ?? process.env['HEADWATER_DEPLOYMENT'];
  if (name !== undefined && name !== '') return name;
  throw new HeadwaterError('USAGE', 'no deployment is named', {
    hint: 'Set HEADWATER_DEPLOYMENT, here and for the workers, or give --deployment.',
  });
}

function unknownBuild(deployment: string, build: string | null, cause: unknown): unknown {
  if (!isGrpcServiceError(cause) || !NOT_THERE.includes(cause.code)) return cause;
  const what = build === null ? '' : ` with the build ${JSON.stringify(build)}`;
  return new HeadwaterError('BUILD_UNKNOWN', `no worker of ${JSON.stringify(deployment)}${what} has served yet`, {
    hint: 'Start its workers first: `headwater worker` with HEADWATER_DEPLOYMENT set.',
    cause,
  });
}
