import { LoadingOutlined } from '@ant-design/icons'

/**
 * Value of a button's `loading` while its action runs. Ant Design's own spinner stands in the button's name as an English
 * word, and stays there when the browser swallows the end of its movement; this one comes and goes at once, unheard.
 */
export const busyIcon = (busy: boolean) => busy && { icon: <LoadingOutlined aria-hidden aria-label="" /> }
