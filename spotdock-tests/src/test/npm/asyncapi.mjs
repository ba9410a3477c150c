// Whether a document keeps AsyncAPI's own JSON Schema. Usage: node asyncapi.mjs <file>
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const require = createRequire(import.meta.url);
const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
const schema = require(`@asyncapi/specs/schemas/${document.asyncapi}-without-$id.json`);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const valid = ajv.validate(schema, document);
for (const error of valid ? [] : ajv.errors) {
  console.log(`${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}
process.exit(valid ? 0 : 1);
