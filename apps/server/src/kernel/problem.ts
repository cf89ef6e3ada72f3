/** Everything that goes wrong becomes an RFC 9457 problem with a stable code, a Chinese and an English title. */
import type { Problem, Problems } from '@gezhi/core/kernel/problem'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isOutage } from './outage.ts'
import type { Coded } from './stream-kind.ts'

/** What the kernel itself refuses, whatever the feature. */
export const kernelProblems = {
  'request/invalid': [400, '请求内容不符合要求', 'The request does not fit its schema'],
  'request/malformed': [400, '请求内容不是有效的 JSON', 'The body is not valid JSON'],
  'request/refused': [400, '请求无法处理', 'The request cannot be handled'],
  'request/too-large': [413, '请求内容过大', 'The request is too large'],
  'request/media-type': [415, '不支持的内容类型', 'The media type is not supported'],
  'request/bad-text': [422, '文字中含有无法保存的字符', 'A text holds characters that cannot be kept'],
  'request/too-deep': [422, '请求内容嵌套过深', 'The body is nested too deeply'],
  'request/key-reused': [422, '该请求编号已用于其他操作', 'This command id belongs to another command'],
  'request/foreign-origin': [403, '请求来源不受信任', 'The request comes from a foreign site'],
  'clock/too-far': [
    422,
    '演示时钟只能前进，且一次不超过一年',
    'The demo clock goes forward only, at most a year at once',
  ],
  'session/required': [401, '请先登录', 'Sign in first'],
  'http/not-found': [404, '没有这个地址', 'There is nothing at this address'],
  'server/busy': [503, '系统繁忙，请稍后重试', 'The server is busy, try again shortly'],
  'server/fault': [500, '系统内部错误', 'Something went wrong on our side'],
} as const satisfies Problems<string>

export type KernelProblemCode = keyof typeof kernelProblems

/** Thrown where a request ends with one of the kernel's own problems. */
export class KernelProblem extends Error {
  readonly code: KernelProblemCode
  readonly detail: string | undefined

  constructor(code: KernelProblemCode, more: { readonly cause?: unknown; readonly detail?: string } = {}) {
    super(code, { cause: more.cause })
    this.code = code
    this.detail = more.detail
  }
}

/** Seconds after which a client may send again; the queue empties in far less. */
const RETRY_AFTER_S = '1'

function send(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 503) reply.header('retry-after', RETRY_AFTER_S)
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem)
}

type More = Pick<Problem, 'detail' | 'errors'>
const typed = (problem: Omit<Problem, 'type'>): Problem => ({ type: `/problems/${problem.code}`, ...problem })

/** One of the kernel's problems as a value, for answers that hold several. */
export function kernelProblem(code: KernelProblemCode, more: More = {}): Problem {
  const [status, title, titleEn] = kernelProblems[code]
  return typed({ code, title, titleEn, status, ...more })
}

export const sendProblem = (reply: FastifyReply, code: KernelProblemCode, more: More = {}): FastifyReply =>
  send(reply, kernelProblem(code, more))

/** Turns a value that a title names, e.g. an organisation's code, into words. */
export type Words = (name: string, value: string | number) => string

function fill(title: string, refusal: object, words: Words): string {
  return title.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value: unknown = Reflect.get(refusal, name)
    return typeof value === 'string' || typeof value === 'number' ? words(name, value) : whole
  })
}

/**
 * A refusal with the one HTTP meaning that its feature gave it. `{name}` in a title becomes the refusal's member of that
 * name, in the words of `words`.
 */
export function refusalProblem<Code extends string>(
  problems: Problems<Code>,
  refusal: Coded & { readonly code: Code },
  words: Words = (_name, value) => String(value),
): Problem {
  const [status, zh, en] = problems[refusal.code]
  const [title, titleEn] = [fill(zh, refusal, words), fill(en, refusal, words)]
  return typed({ code: refusal.code, title, titleEn, status, refusal })
}

/** Answers a refusal as its problem. */
export const sendRefusal = <Code extends string>(
  reply: FastifyReply,
  problems: Problems<Code>,
  refusal: Coded & { readonly code: Code },
  words?: Words,
): FastifyReply => send(reply, refusalProblem(problems, refusal, words))

function codeOf(error: FastifyError): KernelProblemCode {
  switch (error.statusCode) {
    case 413:
      return 'request/too-large'
    case 415:
      return 'request/media-type'
    case 404:
      return 'http/not-found'
    case undefined:
    default:
      return error.code?.endsWith('JSON_BODY') || error instanceof SyntaxError
        ? 'request/malformed'
        : 'request/refused'
  }
}

/** What went wrong as a problem; faults and outages are written to `log`, and nothing of them into the problem. */
export function problemOfError(error: FastifyError | Error, log: Pick<FastifyBaseLogger, 'error'>): Problem {
  if (error instanceof KernelProblem) {
    const [status] = kernelProblems[error.code]
    if (status >= 500) log.error({ err: error.cause ?? error }, error.code)
    return kernelProblem(error.code, error.detail === undefined ? {} : { detail: error.detail })
  }
  if ('validation' in error && error.validation)
    return kernelProblem('request/invalid', { detail: error.message, errors: error.validation })
  if ('statusCode' in error && error.statusCode !== undefined && error.statusCode < 500)
    return kernelProblem(codeOf(error))
  if (isOutage(error)) {
    log.error({ err: error }, 'database cannot be reached')
    return kernelProblem('server/busy')
  }
  // The message of a fault may hold data or secrets: it stays in the log.
  log.error({ err: error }, 'request failed')
  return kernelProblem('server/fault')
}

const answer = (
  error: FastifyError | KernelProblem,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => send(reply, problemOfError(error, request.log))

/** Answers an address that no route has, or null to leave it a 404 problem. */
export type Fallback = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null

/** Makes every error of the server a problem, and every unknown address a 404 problem. */
export function answerProblems(app: FastifyInstance, fallback: Fallback = () => null): void {
  app.setErrorHandler<FastifyError | KernelProblem>(answer)
  app.setNotFoundHandler((request, reply) => fallback(request, reply) ?? sendProblem(reply, 'http/not-found'))
}
