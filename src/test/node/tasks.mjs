// Tools whose work goes on after their call was answered, and the tasks that it becomes: the extension
// io.modelcontextprotocol/tasks of 2026-07-28, with what the official conformance suite asks for by name.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { elicit, Refusal, text } from './everything.mjs'

export const TASKS = 'io.modelcontextprotocol/tasks'

const tasks = new Map()
const boolean = { type: 'boolean' }
const string = { type: 'string' }

/** Tools in the shape of everything.mjs. One that `needsTask` does nothing for a client that cannot follow a task. */
export const tools = [
  {
    name: 'greet',
    properties: { name: string },
    call: ({ name }) => text(`Hello, ${name}!`),
  },
  {
    name: 'slow_compute',
    inputSchema: { type: 'object', properties: { seconds: { type: 'number' }, label: string }, required: ['seconds'] },
    call({ seconds, label }, peer) {
      const work = async ({ signal } = {}) => {
        await pause(seconds * 1000, undefined, { signal })
        return text(`Computed ${label} in ${seconds} s.`)
      }
      return peer.capabilities.extensions?.[TASKS] && seconds > 0 ? started(work) : work()
    },
  },
  {
    name: 'failing_job',
    needsTask: true,
    call: () =>
      started(async ({ signal }) => {
        await pause(1000, undefined, { signal })
        return { ...text('The job failed.'), isError: true }
      }),
  },
  {
    name: 'protocol_error_job',
    needsTask: true,
    call: () =>
      started(async ({ signal }) => {
        await pause(100, undefined, { signal })
        throw new Refusal(-32603, 'The job broke.')
      }),
  },
  {
    name: 'confirm_delete',
    properties: { filename: string },
    needsTask: true,
    call: ({ filename }) =>
      started(async task => {
        const { sure } = await task.ask({ sure: elicit(`Delete ${filename}?`, { confirm: boolean }) })
        return text(sure.content?.confirm ? `Deleted ${filename}.` : `Kept ${filename}.`)
      }),
  },
  {
    name: 'multi_input',
    needsTask: true,
    call: () =>
      started(async task => {
        const answers = await task.ask({
          first: elicit('Who is first?', { name: string }),
          second: elicit('Who is second?', { name: string }),
        })
        return text(`${answers.first.content?.name}, then ${answers.second.content?.name}`)
      }),
  },
  {
    name: 'test_tool_with_task',
    needsTask: true,
    async call(_, peer) {
      const { user_name } = await peer.ask({ user_name: elicit('What is your name?', { name: string }) })
      return started(async () => text(`Worked for ${user_name.content?.name}.`))
    },
  },
]

export const get = ({ taskId }) => known(taskId).seen()
export const update = ({ taskId, inputResponses }) => known(taskId).answered(inputResponses)
export const cancel = ({ taskId }) => known(taskId).cancelled()

function known(taskId) {
  const task = tasks.get(taskId)
  if (!task) throw new Refusal(-32602, 'No such task')
  return task
}

function started(work) {
  const task = new Task()
  tasks.set(task.is.taskId, task)
  const result = { resultType: 'task', ...task.is }
  task.run(work)
  return result
}

class Task {
  constructor() {
    const now = new Date().toISOString()
    this.is = {
      taskId: randomUUID(),
      status: 'working',
      createdAt: now,
      lastUpdatedAt: now,
      ttlMs: 600_000,
      pollIntervalMs: 100,
    }
    this.stop = new AbortController()
    this.signal = this.stop.signal
    this.answers = {}
    this.goOn = () => {}
  }

  run(work) {
    work(this).then(
      result => this.become('completed', { result }),
      ({ code, message }) =>
        this.signal.aborted ? this.become('cancelled') : this.become('failed', { error: { code, message } }),
    )
  }

  ask(inputRequests) {
    this.become('input_required', { inputRequests })
    return new Promise((goOn, giveUp) => {
      this.goOn = goOn
      this.signal.addEventListener('abort', giveUp)
    })
  }

  become(status, more = {}) {
    const { taskId, createdAt, ttlMs, pollIntervalMs } = this.is
    const lastUpdatedAt = new Date().toISOString()
    this.is = { taskId, status, createdAt, lastUpdatedAt, ttlMs, pollIntervalMs, ...more }
  }

  seen() {
    return this.is
  }

  /** Takes answers to what is still open; what nobody asked goes by. */
  answered(inputResponses = {}) {
    const open = { ...this.is.inputRequests }
    for (const key of Object.keys(open).filter(each => each in inputResponses)) {
      this.answers[key] = inputResponses[key]
      delete open[key]
    }
    if (this.is.status === 'input_required') {
      if (Object.keys(open).length > 0) {
        this.become('input_required', { inputRequests: open })
      } else {
        this.become('working')
        this.goOn(this.answers)
      }
    }
    return {}
  }

  cancelled() {
    this.stop.abort(new Error('cancelled'))
    return {}
  }
}
