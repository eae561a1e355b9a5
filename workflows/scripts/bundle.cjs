// Builds the workflow bundle that workers load, and checks what got into it: a module that is not allowed breaks
// determinism or pulls a library into every workflow's isolate.
const { writeFileSync, mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');

const MAX_BYTES = 2_500_000;
const root = join(__dirname, '..');
// Failures are made inside workflows too; the same file that clients and workers load.
const failureConverterPath = join(root, '..', 'packages', 'platform', 'dist', 'codec', 'failure-converter.js');

async function main() {
  const lines = [];
  const logger = new DefaultLogger('WARN', ({ level, message }) => lines.push(`${level}: ${message}`));
  let code;
  try {
    ({ code } = await bundleWorkflowCode({
      workflowsPath: join(root, 'dist', 'index.js'),
      failureConverterPath,
      logger,
    }));
  } catch (error) {
    // The offending import and its chain are only in what webpack logged.
    throw new Error(`${error.message}\n${lines.join('\n')}`);
  }
  if (code.length > MAX_BYTES) throw new Error(`the workflow bundle has ${code.length} bytes, more than ${MAX_BYTES}`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'workflow-bundle.js'), code);
  console.log(`workflow bundle: ${(code.length / 1e6).toFixed(2)} MB`);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
