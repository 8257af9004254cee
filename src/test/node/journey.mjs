// What each client does at the gateway. Prints one JSON object for the test to look into.

export async function journey(client, protocolVersion) {
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
    unknown: await failure(call('everything__ecko', {})),
  }
  console.log(JSON.stringify(seen))
}

async function failure(promise) {
  try {
    return { answered: await promise }
  } catch (error) {
    return { type: error.constructor.name, code: error.code, message: error.message, data: error.data }
  }
}
