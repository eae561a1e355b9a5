// Loaded first, and written so that an old Node can still parse it and say what is wrong.
const OLDEST = [20, 3];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `Headwater needs Node ${OLDEST.join('.')} or later; this is Node ${process.versions.node} (${process.execPath}).`,
  );
  console.error('Get one from https://nodejs.org, or with your version manager, and try again.');
  process.exit(1);
}
