import {Component, type ReactNode} from 'react';

interface Props {
  readonly onError: (error: unknown) => void;
  readonly children?: ReactNode;
}

/** Draws nothing where a child throws and reports the error. Without it Ink would draw our source on the screen.
 * (React knows error boundaries as classes only.) */
export class Boundary extends Component<Props, {readonly failed: boolean}> {
  static getDerivedStateFromError(): {readonly failed: boolean} {
    return {failed: true};
  }

  override state = {failed: false};

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
