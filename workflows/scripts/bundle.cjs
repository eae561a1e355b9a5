// Builds the workflow bundle that workers load, and checks what got into it: a module that is not allowed breaks
// determinism or pulls a library into every workflow's isolate.
const { writeFileSync, mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');

const root = join(__dirname, '..');
// Failures are made inside workflows too; the same file that clients and workers load.
const failureConverterPath = join(root, '..', 'packages', 'platform', 'dist', 'codec', 'failure-converter.js');

const tracing = require.resolve('@temporalio/interceptors-opentelemetry/lib/workflow-interceptors');
/** The second is for workers that send traces: the interceptors cost memory in every workflow. */
const BUNDLES = {
  'workflow-bundle.js': { maxBytes: 2_500_000, workflowInterceptorModules: [] },
  'workflow-bundle.traced.js': { maxBytes: 4_500_000, workflowInterceptorModules: [tracing] },
};

async function main() {
  mkdirSync(join(root, 'dist'), { recursive: true });
  for (const [name, { maxBytes, workflowInterceptorModules }] of Object.entries(BUNDLES)) {
    const code = await bundle(workflowInterceptorModules);
    if (code.length > maxBytes) throw new Error(`${name} has ${code.length} bytes, more than ${maxBytes}`);
    writeFileSync(join(root, 'dist', name), code);
    console.log(`${name}: ${(code.length / 1e6).toFixed(2)} MB`);
  }
}

async function bundle(workflowInterceptorModules) {
  const lines = [];
  const logger = new DefaultLogger('WARN', ({ level, message }) => lines.push(`${level}: ${message}`));
  const workflowsPath = join(root, 'dist', 'index.js');
  try {
    return (await bundleWorkflowCode({ workflowsPath, failureConverterPath, workflowInterceptorModules, logger })).code;
  } catch (error) {
    // The offending import and its chain are only in what webpack logged.
    throw new Error(`${error.message}\n${lines.join('\n')}`);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
