"""What Meta refuses, one small function per fault; its name is the rule's id."""

from wa_sync.kinds.message_template.rules.dispatch import (
    check,
    check_together,
    rule_ids,
)


__all__ = ["check", "check_together", "rule_ids"]
