"""Where Meta's asymmetry lives: what is written is not what is read back.

There are three conversions. ``normalize`` leads from a declaration to its normal
form, ``from_answer`` from an answer of the API to the same form, ``to_request`` from
there to the body that is sent. All are unconditional: each turns every spelling that
Meta takes into the one that Meta reads back, and never asks what the other side says.
What cannot be made equal that way (what is not shown, or was not declared) is the
business of ``align``.

A normal form is the API's own shape: enums in upper case, components in Meta's order,
examples nested, texts without whitespace at their end, phone numbers as ``+`` and
digits, one-time-password buttons as OTP. It is a valid declaration. A handle that was
written by hand stays in it, since it has to be sent; the form of a live template
never holds one, and ``align`` drops it.
"""

from wa_sync.kinds.message_template.normal.answer import from_answer
from wa_sync.kinds.message_template.normal.declared import asset_paths, normalize
from wa_sync.kinds.message_template.normal.request import to_request


__all__ = ["asset_paths", "from_answer", "normalize", "to_request"]
