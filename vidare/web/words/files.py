"""Why a file cannot be read or written, in words: what the system says is in the system's own language."""

from __future__ import annotations

import errno

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SAID = {
    errno.ENOENT: gettext_lazy("there is no such file"),
    errno.EISDIR: gettext_lazy("it is a folder"),
    errno.ENOTDIR: gettext_lazy("a part of its path is no folder"),
    errno.EACCES: gettext_lazy("the account that runs Vidare has no right to it"),
    errno.EPERM: gettext_lazy("the account that runs Vidare has no right to it"),
    errno.EROFS: gettext_lazy("nothing can be written there"),
    errno.ENOSPC: gettext_lazy("the disk is full"),
    errno.ENAMETOOLONG: gettext_lazy("its name is too long"),
}


def why(fault: OSError) -> str:
    """Half a sentence, to stand after a colon."""
    known = SAID.get(fault.errno or 0)
    return str(known) if known else _("fault %(number)s of the system") % {"number": fault.errno or 0}
