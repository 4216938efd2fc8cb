#!/usr/bin/env bash
# Package: @modelcontextprotocol/sdk 1.32.2 (npm), compared with mcp 2.3.0 (PyPI): the two official SDKs
#
# One would guess: a server with the resource template requirement://{id} is handed the id that the client put in. The Model Context Protocol (2025-06-18,
# server features, resources) has templates be those of RFC 6570, whose section 3.2.2 encodes all but letters, digits and - . _ ~ in {id}; RFC 3986,
# section 2.4, decodes a part once the parts are told apart. In {?text,edition} a variable without a value is left out (RFC 6570, section 3.2.1).
# What happens: the TypeScript server matches what its own expand() wrote and hands on "iso42001%3A4.1" and "Annex%20III" as they stand in the URI. A
# search without the edition is "not found". The Python server hands on "iso42001:4.1" and "Annex III", and finds the search.
# Why it matters: identifiers of requirements are CURIEs, and annexes have a space. A server tried with "A.6.1" works, and then answers "no such
# requirement" for every CURIE that a client filled in as the standard says.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile mcp==2.3.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2

cat > probe.mjs <<'JS'
import fs from 'node:fs'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import { UriTemplate } from '@modelcontextprotocol/sdk/shared/uriTemplate.js'

const server = new McpServer({ name: 'catalogue', version: '1' })
const [one, many] = ['requirement://{id}', 'search://requirements{?text,edition}']
for (const template of [one, many]) {
  server.registerResource(template, new ResourceTemplate(template, { list: undefined }), {}, async (uri, given) =>
    ({ contents: [{ uri: uri.href, text: Object.values(given).join(', ') }] }))
}
const client = new Client({ name: 'reader', version: '1' })
const [left, right] = InMemoryTransport.createLinkedPair()
await Promise.all([server.connect(left), client.connect(right)])

const asked = [[one, { id: 'A.6.1' }], [one, { id: 'iso42001:4.1' }], [one, { id: 'Annex III' }],
  [many, { text: 'log', edition: '2026' }], [many, { text: 'log' }]]
const uris = asked.map(([template, given]) => new UriTemplate(template).expand(given))
fs.writeFileSync('uris.json', JSON.stringify(uris))
for (const uri of uris) {
  const answer = await client.readResource({ uri }).then(r => r.contents[0].text, e => (/not found/.test(e.message) ? '(not found)' : e.message))
  console.log(`TypeScript: ${uri} -> ${answer}`)
}
await client.close()
JS
cat > probe.py <<'PY'
import asyncio
import json

from mcp import Client
from mcp.server.mcpserver import MCPServer

server = MCPServer("catalogue")


@server.resource("requirement://{id}")
def requirement(id: str) -> str:
    return id


@server.resource("search://requirements{?text,edition}")
def search(text: str = "", edition: str = "") -> str:
    return ", ".join(filter(None, (text, edition)))


async def main() -> None:
    async with Client(server) as client:
        for uri in json.load(open("uris.json")):
            print(f"Python: {uri} -> {(await client.read_resource(uri)).contents[0].text}")


asyncio.run(main())
PY
{ node probe.mjs; venv/bin/python probe.py 2>/dev/null; } | tee seen.txt
diff seen.txt - <<'EXPECTED'
TypeScript: requirement://A.6.1 -> A.6.1
TypeScript: requirement://iso42001%3A4.1 -> iso42001%3A4.1
TypeScript: requirement://Annex%20III -> Annex%20III
TypeScript: search://requirements?text=log&edition=2026 -> log, 2026
TypeScript: search://requirements?text=log -> (not found)
Python: requirement://A.6.1 -> A.6.1
Python: requirement://iso42001%3A4.1 -> iso42001:4.1
Python: requirement://Annex%20III -> Annex III
Python: search://requirements?text=log&edition=2026 -> log, 2026
Python: search://requirements?text=log -> log
EXPECTED
echo "as recorded: what the server is asked for depends on the language that it is written in"
