/** Imported first: refuses a Node that the database driver would crash on, with the way out. */
const NEEDED = 24

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `Tagora needs Node ${NEEDED} or later; this is ${process.version}. Run \`npm ci\` and \`npm start\`: the right Node comes with the packages.\n`,
  )
  process.exit(1)
}
