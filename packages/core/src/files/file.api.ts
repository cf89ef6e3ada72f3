import { Type } from 'typebox'
import { endpoint } from '../kernel/endpoint.ts'
import { Problem, type Problems } from '../kernel/problem.ts'

export const FILE_REFUSALS = [
  'file/type',
  'file/empty',
  'file/too-large',
  'file/image-broken',
  'file/image-size',
  'file/unknown',
  'file/not-yours',
  'file/too-many',
  'file/protocol',
  'file/no-original',
] as const
export type FileRefusalCode = (typeof FILE_REFUSALS)[number]

export const fileProblems: Problems<FileRefusalCode> = {
  'file/type': [
    415,
    '不支持的文件类型：请上传照片、录音、视频或 PDF',
    'This type of file is not accepted: send a photo, a recording, a video or a PDF',
  ],
  'file/empty': [422, '文件是空的', 'The file is empty'],
  'file/too-large': [413, '文件过大，最多 25 MB', 'The file is too large, 25 MB at most'],
  'file/image-broken': [422, '图片已损坏，无法读取', 'The picture is damaged and cannot be read'],
  'file/image-size': [422, '图片像素过大', 'The picture has too many pixels'],
  'file/unknown': [404, '没有这个文件', 'There is no such file'],
  'file/not-yours': [403, '该上传由他人发起', 'Somebody else began this upload'],
  'file/too-many': [429, '上传过于频繁，请稍后再试', 'Too many uploads, try again later'],
  'file/protocol': [400, '上传请求不符合规范', 'The upload request does not follow the protocol'],
  'file/no-original': [403, '您无权查看原始文件', 'You may not open the original'],
}

/** Why somebody opens an original, which still says where and with what it was taken. */
export const ORIGINAL_PURPOSES = ['EVIDENCE', 'DISPUTE', 'AUDIT'] as const
export type OriginalPurpose = (typeof ORIGINAL_PURPOSES)[number]

const Refused = { '4xx': Problem, '5xx': Problem }
const tags = ['files']
const params = Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) })

/** Files by content. They arrive by tus at `/api/files/uploads`; `Gezhi-File` on the last answer names the content. */
export const fileApi = {
  get: endpoint({
    method: 'GET',
    url: '/api/files/:hash',
    schema: {
      operationId: 'getFile',
      summary: 'The public copy: pictures without the camera’s data on place and device',
      tags,
      params,
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
  thumb: endpoint({
    method: 'GET',
    url: '/api/files/:hash/thumb',
    schema: {
      operationId: 'getThumb',
      summary: 'A picture of at most 320 pixels',
      tags,
      params,
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
  original: endpoint({
    method: 'POST',
    url: '/api/files/:hash/original',
    schema: {
      operationId: 'openOriginal',
      summary:
        'The bytes as they were sent, or the larger original when it has followed, for a stated purpose; the reading is logged',
      tags,
      params,
      body: Type.Object(
        { purpose: Type.Unsafe<OriginalPurpose>({ type: 'string', enum: [...ORIGINAL_PURPOSES] }) },
        { additionalProperties: false },
      ),
      response: { 200: Type.Unknown(), ...Refused },
    },
  }),
  hash: endpoint({
    method: 'GET',
    url: '/api/files/uploads/:id/hash',
    schema: {
      operationId: 'getUploadHash',
      summary: 'The content address of a finished upload, where the header of the last answer was lost',
      tags,
      params: Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{32}$' }) }),
      response: { 200: Type.Object({ hash: Type.String() }), ...Refused },
    },
  }),
} as const
