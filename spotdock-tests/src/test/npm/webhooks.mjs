// Whether receivers' library takes calls, and refuses them when a byte of the body is another one.
// Usage: node webhooks.mjs <file> with {"secret": "whsec_…", "calls": [{"headers": {…}, "body": "<base64>"}]}
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, calls } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const webhook = new Webhook(secret);

function refuses(body, headers) {
  try {
    webhook.verify(body, headers);
    return false;
  } catch (error) {
    return error.message === "No matching signature found";
  }
}

for (const { headers, body } of calls) {
  const bytes = Buffer.from(body, "base64");
  const event = webhook.verify(bytes, headers);
  if (event.id !== headers["webhook-id"]) {
    throw new Error(`${event.id} is not ${headers["webhook-id"]}`);
  }
  for (const place of [1, bytes.length >> 1, bytes.length - 2]) {
    const changed = Buffer.from(bytes);
    changed[place] ^= 1;
    if (!refuses(changed, headers)) {
      throw new Error(`byte ${place} may be changed`);
    }
  }
}
console.log(`verified ${calls.length}`);
