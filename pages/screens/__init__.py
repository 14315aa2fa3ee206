"""One page a question; each opens through `pages.parts.context.open_page`."""
