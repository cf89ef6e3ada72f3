/** Sends one file by the resumable protocol of the server (tus 1.0), in one piece as it is small. */
import { bodyOf, type Answer, type Asked } from './client.ts'

const TUS = { 'tus-resumable': '1.0.0' }
const UPLOADS = '/api/files/uploads'

/** Content address of the file on the server. Sending the same bytes again gives the same address. */
export async function upload(ask: (asked: Asked) => Promise<Answer>, bytes: Buffer): Promise<string> {
  const created = await ask({
    method: 'POST',
    path: UPLOADS,
    headers: { ...TUS, 'upload-length': String(bytes.length) },
  })
  bodyOf(created, 201, 'begin an upload')
  const path = created.headers.location ?? ''
  const sent = await ask({
    method: 'PATCH',
    path,
    headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    bytes,
  })
  bodyOf(sent, 204, 'upload')
  const hash = sent.headers['gezhi-file']
  if (typeof hash !== 'string') throw new Error('the server did not name the uploaded file')
  return hash
}
