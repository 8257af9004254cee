// What each client does at the gateway. Prints one JSON object for the test to look into.

export async function journey(client, protocolVersion, more) {
  const tools = []
  let cursor
  do {
    const page = await client.listTools(cursor ? { cursor } : undefined)
    tools.push(...page.tools)
    cursor = page.nextCursor
  } while (cursor)

  // Clients check structured content against the output schema of the tool they have seen in the list.
  const call = (name, args) => client.callTool({ name, arguments: args })
  const seen = {
    protocolVersion,
    server: client.getServerVersion(),
    instructions: client.getInstructions(),
    tools,
    echo: await call('everything__echo', { message: 'grüße' }),
    structured: await call('everything__get-structured-content', { location: 'New York' }),
    broadcast: await call('broadcast__get_indices', {}),
    byTag: await call('broadcast__by_tag__logs', { tool_name: 'get_indices' }),
    toolError: await call('everything__echo', {}),
    resources: (await client.listResources()).resources.length,
    resource: await client.readResource({ uri: 'demo://resource/dynamic/text/1' }),
    prompts: (await client.listPrompts()).prompts.map(prompt => prompt.name),
    prompt: await client.getPrompt({ name: 'everything__args-prompt', arguments: { city: 'Zürich' } }),
    unknown: await failure(call('everything__ecko', {})),
  }
  console.log(JSON.stringify({ ...seen, ...(await more?.(client)) }))
}

/** What a client says that is asked. */
export const answer = async () => ({ action: 'accept', content: { name: 'Grüße', check: true } })

/** Tools that talk back while they run. */
export async function talk(client) {
  const steps = []
  const long = { name: 'everything__trigger-long-running-operation', arguments: { duration: 1, steps: 4 } }
  const onprogress = ({ progress, total }) => steps.push(`${progress} of ${total}`)
  return {
    ran: await callTool(client, long, { onprogress }),
    steps,
    asked: await callTool(client, { name: 'everything__trigger-elicitation-request', arguments: {} }),
  }
}

/** The first generation takes a schema before the options. */
function callTool(client, params, options) {
  return client.getNegotiatedProtocolVersion ? client.callTool(params, options) : client.callTool(params, undefined, options)
}

async function failure(promise) {
  try {
    return { answered: await promise }
  } catch (error) {
    return { type: error.constructor.name, code: error.code, message: error.message, data: error.data }
  }
}
