"""A site of TEI documents: one static folder that works from a disk and from any web server.

`build_site(paths, folder, settings)` makes it; `settings` come from the table `[site]` of a configuration.
"""

from puzanov_tei.exporters.site.build import SiteReport, build_site
from puzanov_tei.exporters.site.settings import SiteSettings, settings

__all__ = ["SiteReport", "SiteSettings", "build_site", "settings"]
