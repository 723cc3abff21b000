import { editor } from '../../editor/sidebar/editor-parts.ts';
import { openSidebar } from '../../editor/sidebar/sidebar.ts';

editor.plugins.registerPlugin('nightlatch-sidebar', {
  type: 'nightlatch-sidebar',
  onadd() {
    openSidebar(this._);
  },
});
