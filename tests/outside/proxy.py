"""Forwards requests to the server, and replaces a code in every response by one that no client knows.

Usage: proxy.py URL. Prints its own address. A later version of the API may add codes; this serves one today.
"""

import sys
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KNOWN, UNKNOWN = b'"kind":"target"', b'"kind":"forecast"'


class Proxy(BaseHTTPRequestHandler):
    def do_GET(self):
        request = urllib.request.Request(self.server.upstream + self.path)
        if accept := self.headers.get("Accept"):
            request.add_header("Accept", accept)
        try:
            response = urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            body = response.read().replace(KNOWN, UNKNOWN)
            self.send_response(response.status)
            self.send_header("Content-Type", response.headers["Content-Type"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Logs nothing: the server logs its requests."""


def main(upstream):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.upstream = upstream
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


main(sys.argv[1])
