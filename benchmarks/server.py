"""A list of templates over HTTP, as fast as Python serves ready-made bytes.

    python server.py COUNT

prints its address, then serves until it is killed. Every twentieth template differs
from what is declared.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import data


class Handler(BaseHTTPRequestHandler):
    """Answers GET …/message_templates with one page."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    items: list[bytes]

    def do_GET(self) -> None:
        """Send the page that ``after`` and ``limit`` ask for."""
        query = parse_qs(urlsplit(self.path).query)
        start = int(query.get("after", ["0"])[0])
        end = start + int(query.get("limit", ["25"])[0])
        paging: dict[str, object] = {
            "cursors": {"before": str(start), "after": str(end)}
        }
        if end < len(self.items):
            paging["next"] = "https://graph.facebook.com/next"
        content = b'{"data":[%s],"paging":%s}' % (
            b",".join(self.items[start:end]),
            json.dumps(paging).encode(),
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve."""
    count = int(sys.argv[1])
    Handler.items = [
        json.dumps(data.live(n, differs=n % 20 == 0)).encode() for n in range(count)
    ]
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
