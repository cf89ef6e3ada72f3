import type { Problem } from '@gezhi/core/kernel/problem'

type Texts = readonly [zh: string, en: string]

/** The sign-in library's codes that people meet, in our words. Its other codes keep its English sentence. */
const TEXTS: Readonly<Record<string, Texts>> = {
  INVALID_USERNAME_OR_PASSWORD: ['账号或密码不正确', 'User name or password is wrong'],
  LOCKED: [
    '连续多次输错密码，账号已锁定 15 分钟，请稍后再试或联系管理员',
    'Too many wrong passwords: locked for 15 minutes. Wait, or ask the administrator',
  ],
  INVALID_CODE: ['验证码不正确', 'The code is wrong'],
  INVALID_BACKUP_CODE: ['备用码不正确', 'The backup code is wrong'],
  INVALID_TWO_FACTOR_COOKIE: [
    '验证已过期，请重新输入密码',
    'The check has expired, enter the password again',
  ],
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: [
    '验证码错误次数过多，请重新输入密码',
    'Too many wrong codes, enter the password again',
  ],
  ACCOUNT_TEMPORARILY_LOCKED: [
    '验证码错误次数过多，请 15 分钟后再试',
    'Too many wrong codes: try again in 15 minutes',
  ],
  INVALID_TOKEN: ['链接已失效，请向管理员索取新的链接', 'The link no longer works, ask for a new one'],
  INVALID_PASSWORD: ['原密码不正确', 'The present password is wrong'],
  UNAUTHORIZED: ['请先登录', 'Sign in first'],
  SESSION_NOT_FRESH: ['请重新登录后再操作', 'Sign in again first'],
  TOO_MANY_REQUESTS: ['操作过于频繁，请稍后再试', 'Too many requests, try again later'],
  SIGNUP_DISABLED: ['该身份没有对应的工作人员账号', 'No staff account belongs to this identity'],
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** An error of the library as one of our problems: `auth/invalid-code` and the like. */
export function authProblem(status: number, body: unknown): Problem {
  const { code, message, titleZh } = isRecord(body) ? body : {}
  const fallback = status === 429 ? 'TOO_MANY_REQUESTS' : status === 401 ? 'UNAUTHORIZED' : 'REFUSED'
  const name = typeof code === 'string' && /^[A-Z0-9_]+$/.test(code) ? code : fallback
  const [zh, en] = TEXTS[name] ?? [
    typeof titleZh === 'string' ? titleZh : '请求未被接受',
    typeof message === 'string' && status < 500 ? message : 'The request was not accepted',
  ]
  const problem = `auth/${name.toLowerCase().replaceAll('_', '-')}`
  return { type: `/problems/${problem}`, code: problem, title: zh, titleEn: en, status }
}
