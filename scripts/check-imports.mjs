// Enforces the one-way imports of ARCHITECTURE.md: which package may use which, that every import is declared, that
// every declared workspace dependency is a TypeScript project reference and the other way round, and that no import
// leaves its package by a relative path. Prints every breach; exits 1 if there is one.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { ALLOWED, MAY_USE_TEMPORAL, TYPES_ONLY } from './import-directions.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const builtins = new Set(builtinModules);
const breaches = [];

const packages = [...readdirSync(join(root, 'packages')).map((name) => join('packages', name)), 'workflows', 'infra']
  .filter((folder) => existsSync(join(root, folder, 'package.json')))
  .map((folder) => {
    const manifest = readJson(join(root, folder, 'package.json'));
    return { folder, manifest, short: manifest.name.replace('@headwater/', '') };
  });
const folderOf = new Map(packages.map(({ manifest, folder }) => [manifest.name, folder]));

for (const one of packages) {
  const allowed = ALLOWED[one.short];
  if (allowed === undefined) {
    breaches.push(`${one.folder}: scripts/import-directions.mjs does not say what ${one.manifest.name} may import`);
    continue;
  }
  checkManifest(one, allowed);
  checkReferences(one);
  for (const file of sourceFiles(join(root, one.folder, 'src'))) checkFile(one, file);
}
checkCycles();
checkSolution();

for (const breach of breaches) console.error(breach);
console.log(`imports: ${packages.length} packages, ${breaches.length} breaches`);
process.exitCode = breaches.length === 0 ? 0 : 1;

function checkManifest({ folder, manifest, short }, allowed) {
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const target = name.replace('@headwater/', '');
    if (folderOf.has(name) && !allowed.includes(target))
      breaches.push(`${folder}/package.json: ${short} may not depend on ${target}`);
    if (name.startsWith('@temporalio/') && !MAY_USE_TEMPORAL.includes(short)) {
      breaches.push(`${folder}/package.json: ${short} may not depend on ${name}`);
    }
  }
}

/** References decide the order of the build; one too few breaks a cold build, one too many hides a forgotten dependency. */
function checkReferences({ folder, manifest, short }) {
  const declared = { ...manifest.dependencies, ...onlyTypes(manifest, short) };
  const wanted = Object.keys(declared).filter((name) => folderOf.has(name));
  const path = join(root, folder, 'tsconfig.json');
  const { config, error } = ts.readConfigFile(path, (file) => readFileSync(file, 'utf8'));
  if (error !== undefined) breaches.push(`${folder}/tsconfig.json cannot be read`);
  const present = (config?.references ?? []).map((reference) => relative(root, resolve(root, folder, reference.path)));
  for (const name of wanted) {
    if (!present.includes(folderOf.get(name)))
      breaches.push(`${folder}/tsconfig.json: no reference to ${folderOf.get(name)}`);
  }
  for (const reference of present) {
    if (!wanted.some((name) => folderOf.get(name) === reference)) {
      breaches.push(`${folder}/tsconfig.json: a reference to ${reference}, which package.json does not depend on`);
    }
  }
}

/** Development dependencies whose types the sources use. */
function onlyTypes(manifest, short) {
  const names = (TYPES_ONLY[short] ?? []).map((target) => `@headwater/${target}`);
  return Object.fromEntries(Object.entries(manifest.devDependencies ?? {}).filter(([name]) => names.includes(name)));
}

function checkFile({ folder, manifest, short }, file) {
  const where = relative(root, file);
  for (const { specifier, typeOnly } of importsOf(file)) {
    if (specifier.startsWith('.')) {
      const target = resolve(dirname(file), specifier);
      const own = join(root, folder);
      if (target !== own && !target.startsWith(own + sep)) breaches.push(`${where}: ${specifier} leaves the package`);
      continue;
    }
    const name = specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
    if (name.startsWith('node:') || builtins.has(name)) {
      if (['contracts', 'policy', 'workflows'].includes(short))
        breaches.push(`${where}: ${specifier} does not exist where workflows run`);
      continue;
    }
    const target = name.replace('@headwater/', '');
    if (TYPES_ONLY[short]?.includes(target)) {
      if (!typeOnly) breaches.push(`${where}: only types may be imported from ${name}`);
      continue;
    }
    if (manifest.dependencies?.[name] === undefined)
      breaches.push(`${where}: ${name} is not a dependency of ${manifest.name}`);
  }
}

function importsOf(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, false);
  const found = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier !== undefined)
        found.push({ specifier: node.moduleSpecifier.text, typeOnly: isTypeOnly(node) });
    } else if (ts.isImportTypeNode(node)) {
      found.push({ specifier: node.argument.literal.text, typeOnly: true });
    } else if (ts.isCallExpression(node) && node.arguments.length === 1 && ts.isStringLiteral(node.arguments[0])) {
      const called = node.expression;
      const loads =
        called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
      if (loads) found.push({ specifier: node.arguments[0].text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(node) {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.isTypeOnly ?? false;
}

function checkCycles() {
  const done = new Set();
  const visit = (name, path) => {
    if (path.includes(name)) breaches.push(`cycle: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`);
    if (path.includes(name) || done.has(name)) return;
    const { manifest } = packages.find((one) => one.manifest.name === name);
    for (const next of Object.keys(manifest.dependencies ?? {})) if (folderOf.has(next)) visit(next, [...path, name]);
    done.add(name);
  };
  for (const { manifest } of packages) visit(manifest.name, []);
}

/** `npm run setup` builds the solution in the root with one compiler; turbo builds package by package: both must do the same. */
function checkSolution() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => readFileSync(file, 'utf8'));
  const present = config.references.map(({ path }) => join(path));
  for (const { folder, manifest } of packages) {
    if (!present.includes(folder)) breaches.push(`tsconfig.json: no reference to ${folder}`);
    if (manifest.scripts?.build !== 'tsc -b')
      breaches.push(`${folder}/package.json: the build script is not \`tsc -b\``);
  }
}

function sourceFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
