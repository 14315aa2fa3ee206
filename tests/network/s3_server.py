"""An S3-compatible storage on loopback, as much of it as the lake asks: objects in memory, no signature verified."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


@contextmanager
def s3_server() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Its address, and what it holds by path (`/bucket/key`)."""
    objects: dict[str, bytes] = {}
    parts: dict[str, dict[int, bytes]] = {}

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            return

        def _say(self, status: int, body: bytes = b"", **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def _asked(self) -> tuple[str, dict[str, list[str]]]:
            found = urlsplit(self.path)
            return unquote(found.path), parse_qs(found.query, keep_blank_values=True)

        def _body(self) -> bytes:
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            path, query = self._asked()
            if "list-type" in query:
                prefix = query.get("prefix", [""])[0]
                bucket = path.strip("/")
                keys = sorted(
                    key.removeprefix(f"/{bucket}/")
                    for key in objects
                    if key.startswith(f"/{bucket}/{prefix}")
                )
                listed = "".join(
                    f"<Contents><Key>{escape(key)}</Key><Size>{len(objects[f'/{bucket}/{key}'])}</Size>"
                    "<LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>&quot;0&quot;</ETag></Contents>"
                    for key in keys
                )
                body = (
                    f"<ListBucketResult {XMLNS}><IsTruncated>false</IsTruncated>{listed}</ListBucketResult>"
                )
                return self._say(200, body.encode(), Content_Type="application/xml")
            content = objects.get(path)
            if content is None:
                return self._say(404)
            dated = {
                "Last_Modified": "Wed, 01 Jan 2025 00:00:00 GMT",
                "ETag": '"0"',
                "Accept_Ranges": "bytes",
            }
            if self.command == "HEAD":
                self.send_response(200)
                for name, value in dated.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(content)))
                return self.end_headers()
            asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            if asked is None:
                return self._say(200, content, **dated)
            first, last = int(asked[1]), int(asked[2] or len(content) - 1)
            told = f"bytes {first}-{min(last, len(content) - 1)}/{len(content)}"
            return self._say(206, content[first : last + 1], Content_Range=told, **dated)

        def do_PUT(self) -> None:
            path, query = self._asked()
            body = self._body()
            if "partNumber" in query:
                parts.setdefault(query["uploadId"][0], {})[int(query["partNumber"][0])] = body
            else:
                objects[path] = body
            self._say(200, ETag='"0"')

        def do_POST(self) -> None:
            path, query = self._asked()
            body = self._body()
            if "uploads" in query:
                number = f"u{len(parts)}"
                parts[number] = {}
                told = f"<InitiateMultipartUploadResult {XMLNS}><UploadId>{number}</UploadId></InitiateMultipartUploadResult>"
                return self._say(200, told.encode())
            if "uploadId" in query:
                found = parts.pop(query["uploadId"][0])
                objects[path] = b"".join(found[number] for number in sorted(found))
                told = (
                    f"<CompleteMultipartUploadResult {XMLNS}><ETag>0</ETag></CompleteMultipartUploadResult>"
                )
                return self._say(200, told.encode())
            for key in re.findall(rb"<Key>(.*?)</Key>", body):
                objects.pop(f"{path.rstrip('/')}/{key.decode()}", None)
            return self._say(200, f"<DeleteResult {XMLNS}></DeleteResult>".encode())

        def do_DELETE(self) -> None:
            objects.pop(self._asked()[0], None)
            self._say(204)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", objects
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
