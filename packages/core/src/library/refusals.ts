import type { Problems } from '../kernel/problem.ts'

/** Every reason for which the library refuses: HTTP status, Chinese title, English title. */
export const libraryProblems = {
  'library/not-your-role': [403, '您的岗位不能执行此操作', 'Your role may not do this'],
  'library/not-your-area': [403, '该记录不在您的责任范围内', 'The record is not in your area'],
  'library/not-your-field': [403, '该字段由其他部门裁定', 'Another department decides about this field'],
  'library/own-dispute': [
    403,
    '提出异议的人不能裁定自己的异议（职责分离）',
    'Who disputed may not decide (separation of duty)',
  ],
  'library/no-record': [
    404,
    '没有这条记录，或您无权查看',
    'There is no such record, or it is not yours to see',
  ],
  'library/no-field': [422, '该库没有这个字段', 'The register has no such field'],
  'library/no-difference': [404, '没有待裁定的差异', 'There is no open difference'],
  'library/no-dispute-value': [422, '请写明您看到的值或说明', 'Say what you saw, or write a note'],
  'library/same-value': [409, '与现有值相同，请直接确认', 'That is what the register holds: confirm it'],
  'library/open-already': [409, '该字段已有待裁定的差异', 'The field has an open difference already'],
  'library/value': [422, '字段值不符合要求', 'The value does not fit the field'],
  'library/cancelled': [409, '该记录已注销', 'The record was cancelled'],
  'library/load-ended': [409, '该批导入已结束', 'The load has ended'],
  'library/no-collection': [404, '没有这个要素集', 'There is no such collection'],
  'library/no-import': [404, '没有这次导入，或不是您的', 'There is no such import, or it is not yours'],
  'library/not-readable': [
    422,
    '文件无法读取，请使用 .xlsx、.csv、.geojson、Shapefile（.zip）或 .gpkg',
    'The file cannot be read: use .xlsx, .csv, .geojson, a zipped Shapefile or .gpkg',
  ],
  'library/shape-parts': [
    422,
    'Shapefile 由多个文件组成，请把同名的 .shp、.dbf、.prj 等一起压缩成 .zip 再上传',
    'A Shapefile is several files: zip the .shp with its .dbf, .prj and the others of the same name',
  ],
  'library/reference': [
    422,
    '文件的坐标系「{reference}」无法可靠换算（北京54、西安80、地方坐标系的转换参数不公开），请先在 GIS 软件中转换为 CGCS2000 或 WGS-84',
    'Coordinates in {reference} cannot be converted reliably (the parameters of Beijing 1954, Xian 1980 and local systems are not public): convert them to CGCS2000 or WGS-84 first',
  ],
  'library/geojson-too-large': [
    413,
    'GeoJSON 超过 24 MB，请分成几个文件，或改用 GeoPackage（.gpkg）',
    'GeoJSON of more than 24 MB: send it in parts, or as a GeoPackage (.gpkg)',
  ],
  'library/import-over': [409, '导入已经完成，不能再停止', 'The import is over and can no longer be stopped'],
  'library/no-header': [
    422,
    '没有找到表头，请用模板的列名',
    'No row of titles was found: use those of the template',
  ],
  'library/too-many-rows': [413, '一次最多导入 200,000 行', 'At most 200,000 rows at once'],
  'library/too-large': [
    413,
    '文件超过 64 MB，请分成几个文件',
    'The file has more than 64 MB: send it in parts',
  ],
  'library/not-checked': [409, '请先试导入', 'Try the import first'],
  'library/import-running': [409, '正在导入，请稍候', 'The import is running'],
  'library/bad-rows': [
    409,
    '有错误的行，请改正后重新导入，或只导入正确的行',
    'Some rows are wrong: put them right, or take the good ones only',
  ],
  'library/bad-record': [
    422,
    '内容不完整或不符合要求，请核对标出的项目',
    'Something is missing or does not fit: look at the marked fields',
  ],
  'library/code-taken': [
    409,
    '该编码已被使用，请换下一个编码；编码注销后也不再使用',
    'The code is taken: use the next one; codes are never used again',
  ],
  'library/no-parent': [422, '所属楼栋不在登记库中', 'Its building is not in the register'],
  'library/changed-meanwhile': [
    409,
    '记录刚有变动，请核对后再确认',
    'The record changed just now: look again',
  ],
} as const satisfies Problems<`library/${string}`>

export type LibraryRefusalCode = keyof typeof libraryProblems
export interface LibraryRefusal {
  readonly code: LibraryRefusalCode
  /** How a file calls its coordinates. */
  readonly reference?: string
}
