// Collects the licences of all that went into the bundle, and notes what it was built from.
import { createHash } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, existsSync, writeFileSync } from "node:fs";

const packages = readdirSync("node_modules").flatMap((name) => (name.startsWith("@") ? readdirSync(`node_modules/${name}`).map((part) => `${name}/${part}`) : [name]));
const parts = [];
for (const name of packages.sort()) {
  if (name.startsWith(".") || name.includes("esbuild")) continue;
  const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`));
  const file = ["LICENSE", "LICENSE.md", "LICENCE"].map((f) => `node_modules/${name}/${f}`).find(existsSync);
  parts.push(`${name} ${about.version} (${about.license})\n\n${file ? readFileSync(file, "utf8").trim() : ""}\n`);
}
writeFileSync("../aims_graph_app/editor.LICENCES.txt", parts.join("\n" + "-".repeat(80) + "\n\n"));

const source = createHash("sha256").update(readFileSync("editor.js")).update(readFileSync("package-lock.json")).digest("hex");
appendFileSync("../aims_graph_app/editor.js", `// from app/editor, ${source}\n`);
