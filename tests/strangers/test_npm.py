"""A client from npm works on the sandbox as it does on Meta."""

from __future__ import annotations

import json
import subprocess
from hashlib import sha256
from pathlib import Path

from support.graph_caller import PHONE, WABA, calling
from support.mediums import PNG

from wa_sync.sandbox.messages.receive import kept


SCRIPT = Path(__file__).parent / "npm" / "client.mjs"
TEMPLATE, MEDIUM = "1000000000104729", "1000000000314187"


def test_a_template_is_sent_and_a_file_goes_there_and_back(tmp_path: Path) -> None:
    """By ``@great-detail/whatsapp``, which only has to be told the address."""
    picture = tmp_path / "shop.png"
    picture.write_bytes(PNG)
    with calling() as caller:
        ran = subprocess.run(
            ["node", SCRIPT, caller.url, WABA, PHONE, picture],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        (message,) = kept(caller.world)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {
        "created": {"id": TEMPLATE, "status": "PENDING", "category": "UTILITY"},
        "listed": {
            "data": [{"name": "order_ready", "status": "APPROVED", "id": TEMPLATE}],
            "paging": {"cursors": {"before": "MQZD", "after": "MQZD"}},
        },
        "sent": {
            "messaging_product": "whatsapp",
            "contacts": [{"input": "15550100100", "wa_id": "15550100100"}],
            "messages": [{"id": message["id"], "message_status": "accepted"}],
        },
        "refused": {
            "status": 400,
            "code": 132000,
            "message": "(#132000) Number of parameters does not match the expected "
            "number of params",
        },
        "uploaded": {"id": MEDIUM},
        "described": {
            "mime_type": "image/png",
            "sha256": sha256(PNG).hexdigest(),
            "file_size": len(PNG),
            "id": MEDIUM,
            "messaging_product": "whatsapp",
        },
        "same": True,
        "deleted": {"success": True},
    }
