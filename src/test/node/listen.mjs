// An HTTP server on loopback that answers loopback only: listen(handle) with PORT from the environment, any without it.
import { createServer } from 'node:http'
import { localhostHostValidation, localhostOriginValidation } from '@modelcontextprotocol/node'

const fromHere = [localhostHostValidation(), localhostOriginValidation()]

export function listen(handle) {
  const server = createServer((request, response) => {
    if (fromHere.every(check => check(request, response))) {
      Promise.resolve(handle(request, response)).catch(error => {
        console.error(error)
        response.headersSent ? response.end() : response.writeHead(500).end()
      })
    }
  })
  server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}/mcp`)
  })
}
