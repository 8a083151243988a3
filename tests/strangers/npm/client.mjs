// Sends a template and takes a file there and back, with a client of Meta's API that
// nobody here wrote. Arguments: the address, the account, the number, the file.
// Prints one JSON document.
import { readFile } from "node:fs/promises";
import { Client } from "@great-detail/whatsapp";

const [prefixUrl, businessAccount, phoneNumberID, path] = process.argv.slice(2);
const headers = { Authorization: "Bearer user-token" };
const client = new Client({ prefixUrl, request: { headers } });
const told = {};

told.created = await client.template
  .create(businessAccount, {
    name: "order_ready",
    language: "en_US",
    category: "UTILITY",
    components: [
      {
        type: "BODY",
        text: "Hi {{1}}, your parcel is ready for pickup.",
        example: { body_text: [["Ana"]] },
      },
    ],
  })
  .json();
told.listed = await client.template
  .list(businessAccount, { status: "APPROVED", fields: ["name", "status"] })
  .json();

const template = {
  name: "order_ready",
  language: { code: "en_US" },
  components: [{ type: "body", parameters: [{ type: "text", text: "Ana" }] }],
};
const message = { phoneNumberID, to: "15550100100", type: "template" };
told.sent = await client.message.createMessage({ ...message, template }).json();
told.refused = await client.message
  .createMessage({ ...message, template: { ...template, components: [] } })
  .json()
  .catch(async (error) => {
    const { code, message } = (await error.response.json()).error;
    return { status: error.response.status, code, message };
  });

const bytes = await readFile(path);
const file = new Blob([bytes], { type: "image/png" });
told.uploaded = await client.media
  .upload({ phoneNumberID, file, filename: "shop.png", mimeType: "image/png" })
  .json();
const mediaID = told.uploaded.id;
const { url: mediaURL, ...described } = await client.media
  .getURL({ mediaID, phoneNumberID })
  .json();
told.described = described;
const download = client.media.download({ mediaURL, request: { headers } });
told.same = Buffer.from(await download.arrayBuffer()).equals(bytes);
told.deleted = await client.media.delete({ mediaID, phoneNumberID }).json();

console.log(JSON.stringify(told));
