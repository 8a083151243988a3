"""How Sphinx builds the site out of what docs/generate laid out."""

from __future__ import annotations

from wa_sync import __version__


project = "wa-sync"
copyright = "the authors of wa-sync"  # noqa: A001 - Sphinx's name
version = release = __version__

extensions = ["myst_parser"]
root_doc = "docs/index"
exclude_patterns = ["examples", "schemas", "templates", "wa_sync"]
nitpicky = True
smartquotes = False  # quotes in commands are to be copied

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["toc.not_included"]  # README and its like are reached by links

html_extra_path = ["site"]  # leads from the root to the first page
html_theme = "alabaster"
html_theme_options = {
    "description": "WhatsApp Business as code",
    "page_width": "72rem",
    "sidebar_width": "15rem",
    "show_powered_by": False,
}
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_show_sourcelink = False
html_copy_source = False
html_last_updated_fmt = None
highlight_language = "text"
