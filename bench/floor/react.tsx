import { useEffect, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { markFirstRows } from '../../src/renderer/first-rows';

function Hello(): ReactElement {
  useEffect(markFirstRows, []);
  return <p>Hello</p>;
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Hello />);
