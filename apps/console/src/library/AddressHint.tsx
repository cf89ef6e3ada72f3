import { type AddressPart, formatAddress, parseAddress } from '@gezhi/core/library/address'
import { Button } from 'antd'
import { useText } from '../i18n/text.ts'

const PARTS = [
  'street',
  'community',
  'road',
  'door',
  'estate',
  'building',
  'unit',
  'room',
] as const satisfies readonly AddressPart[]

/** What the normaliser reads in an address while it is typed, and the one standard spelling of it. */
export function AddressHint({ text, onTake }: { text: string; onTake: (text: string) => void }) {
  const t = useText()
  if (text.trim() === '') return null
  const parts = parseAddress(text)
  const read = PARTS.flatMap((part) => (parts[part] === null ? [] : [{ part, value: parts[part] }]))
  const standard = formatAddress(parts)
  return (
    <div className="lib-read" aria-live="polite">
      {read.map(({ part, value }) => (
        <span key={part}>
          <span className="gz-muted">{t(`lib:part.${part}`)}</span> {value}
        </span>
      ))}
      {parts.rest !== '' && <span className="gz-late">{t('lib:part.rest', { text: parts.rest })}</span>}
      {parts.rest === '' && standard !== '' && standard !== text.trim() && (
        <Button size="small" onClick={() => onTake(standard)}>
          {t('lib:takeStandard', { text: standard })}
        </Button>
      )}
    </div>
  )
}
