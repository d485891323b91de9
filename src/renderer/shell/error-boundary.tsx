import { Component, type ErrorInfo, type ReactElement, type ReactNode } from 'react';
import { TriangleAlert } from 'lucide-react';
import { translate } from '../i18n';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';

interface ErrorBoundaryProps {
  /** Another value is another view: what stopped the one does not stop the other. */
  readonly resetKey: string;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly failedAt: string | null;
}

/** Keeps a fault in one view from taking the window, and the music, with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failedAt: null };

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | null {
    return state.failedAt !== null && state.failedAt !== '' && state.failedAt !== props.resetKey
      ? { failedAt: null }
      : null;
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
    this.setState({ failedAt: this.props.resetKey });
  }

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failedAt: '' };
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children;
    return <CrashedView onRetry={() => this.setState({ failedAt: null })} />;
  }
}

function CrashedView({ onRetry }: { readonly onRetry: () => void }): ReactElement {
  return (
    <EmptyState
      icon={TriangleAlert}
      title={translate('errors.crash.title')}
      text={translate('errors.crash.text')}
      actions={<Button onClick={onRetry}>{translate('errors.crash.action')}</Button>}
    />
  );
}
