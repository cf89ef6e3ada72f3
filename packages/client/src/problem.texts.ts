/** Problems that the browser itself has to word, because the answer came from a proxy or the upload server. */
import type { Problem } from '@gezhi/core/kernel/problem'

const problem = (status: number, title: string, titleEn: string): Problem => ({
  type: 'about:blank',
  code: `http/${status}`,
  title,
  titleEn,
  status,
})

/** An answer without a problem document: too many requests, or a service that is away. */
export const strangeAnswer = (status: number): Problem =>
  status === 429
    ? problem(status, '操作过于频繁，请稍后再试', 'Too many requests, try again later')
    : problem(
        status,
        `服务暂时不可用（${status}），请稍后再试`,
        `The service is not available (${status}), try again`,
      )

/** An upload that the server did not take and did not explain. */
export const strangeUpload = (status: number): Problem =>
  status === 413
    ? problem(status, '文件过大', 'The file is too large')
    : problem(status, '文件未能上传，请检查格式后重试', 'The file was not accepted, check its format')
