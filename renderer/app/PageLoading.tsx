import { Skeleton } from 'antd'
import { useEffect, useState } from 'react'

/** A skeleton, but only where loading is slow enough to be noticed. */
export function PageLoading() {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return <div className="mc-page">{slow && <Skeleton active title={false} paragraph={{ rows: 8 }} />}</div>
}
