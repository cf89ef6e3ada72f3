import {
  HomeOutlined,
  KeyOutlined,
  MinusSquareOutlined,
  QuestionOutlined,
  ShopOutlined,
  TagOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import { TENURE } from '@gezhi/core/library/code-tables'
import type { ReactNode } from 'react'
import type { useText } from '../i18n/text.ts'

export type Tenure = keyof typeof TENURE | 'UNKNOWN'

const ICONS: Readonly<Record<Tenure, ReactNode>> = {
  SELF: <HomeOutlined aria-hidden="true" />,
  RENT: <KeyOutlined aria-hidden="true" />,
  GROUP: <TeamOutlined aria-hidden="true" />,
  BUSINESS: <ShopOutlined aria-hidden="true" />,
  VACANT: <MinusSquareOutlined aria-hidden="true" />,
  OTHER: <TagOutlined aria-hidden="true" />,
  UNKNOWN: <QuestionOutlined aria-hidden="true" />,
}
export const TENURES: readonly Tenure[] = ['SELF', 'RENT', 'GROUP', 'BUSINESS', 'VACANT', 'OTHER', 'UNKNOWN']

const isTenure = (value: string): value is keyof typeof TENURE => value in TENURE

/** How a flat is used; UNKNOWN until somebody has said. */
export const tenureOf = (value: string | null): Tenure =>
  value !== null && isTenure(value) ? value : 'UNKNOWN'

export const TenureIcon = ({ tenure }: { tenure: Tenure }) => ICONS[tenure]

export function tenureText(t: ReturnType<typeof useText>, tenure: Tenure): string {
  if (tenure === 'UNKNOWN') return t('sheet:unknown')
  const [zh, en] = TENURE[tenure]
  return t.language === 'zh' ? zh : en
}
