import { Skeleton } from 'antd'

/** The places of a case page before it is there, so that nothing jumps when it comes. */
export const CaseSkeleton = () => (
  <div className="case" aria-busy="true">
    <header className="case-head">
      <Skeleton active title={{ width: '60%' }} paragraph={{ rows: 3 }} />
    </header>
    <div className="case-body">
      <div className="case-column">
        <section className="case-section">
          <Skeleton active paragraph={{ rows: 8 }} />
        </section>
      </div>
      <div className="case-column">
        <section className="case-section">
          <Skeleton active paragraph={{ rows: 8 }} />
        </section>
      </div>
    </div>
  </div>
)
