import { Component, type ErrorInfo, type ReactElement, type ReactNode } from 'react';
import { TriangleAlert } from 'lucide-react';
import { translate } from '../i18n';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { reportFailure } from './failure-report';

interface ErrorBoundaryProps {
  /** Another value is another view: what stopped the one does not stop the other. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failedAt: string | null;
  /** Under which the log knows the failure; null until it is written. */
  readonly logId: string | null;
}

/** Keeps a fault in one view from taking the window, and the music, with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failedAt: null, logId: null };

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): Partial<ErrorBoundaryState> | null {
    return state.failedAt !== null && state.failedAt !== '' && state.failedAt !== props.resetKey
      ? { failedAt: null }
      : null;
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
    this.setState({ failedAt: this.props.resetKey });
    void reportFailure('view', error).then((logId) => {
      this.setState({ logId });
    });
  }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failedAt: '', logId: null };
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children;
    return <CrashedView logId={this.state.logId} onRetry={() => this.setState({ failedAt: null })} />;
  }
}

interface CrashedViewProps {
  readonly logId: string | null;
  readonly onRetry: () => void;
}

function CrashedView({ logId, onRetry }: CrashedViewProps): ReactElement {
  return (
    <EmptyState
      icon={TriangleAlert}
      title={translate('errors.crash.title')}
      text={logId === null ? translate('errors.crash.text') : translate('errors.crash.textLogged', { logId })}
      actions={<Button onClick={onRetry}>{translate('errors.crash.action')}</Button>}
    />
  );
}
