import { Component, type ReactNode } from 'react'

/** Catches a page that could not be drawn or whose code did not load, and shows the app's own words for it. */
export class Crash extends Component<
  { readonly fallback: ReactNode; readonly children: ReactNode },
  { failed: boolean }
> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
