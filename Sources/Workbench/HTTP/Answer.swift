// SPDX-License-Identifier: Apache-2.0

import Plain

/// What the workbench answers.
package struct Answer: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  /// A body of a media type, with the headers that every answer has.
  package init(status: Int = 200, type: String, body: [UInt8]) {
    self.status = status
    self.body = body
    headers = [("Content-Type", type)] + Self.guarding
  }

  /// The value of a header.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// A page.
  static func page(_ html: Markup, status: Int = 200) -> Answer {
    Answer(status: status, type: "text/html; charset=utf-8", body: Array(("<!DOCTYPE html>\n" + html.text + "\n").utf8))
  }

  /// A piece of a page, for a script of ours.
  static func fragment(_ html: Markup) -> Answer {
    Answer(type: "text/html; charset=utf-8", body: Array(html.text.utf8))
  }

  /// Another page to look at (RFC 9110, 15.4.4): asked for by GET, whatever this was.
  static func see(_ address: Address, _ query: String = "") -> Answer {
    var answer = Answer(status: 303, type: "text/plain; charset=utf-8", body: [])
    answer.headers.append(("Location", address.path + (query.isEmpty ? "" : "?" + query)))
    return answer
  }

  /// A picture that a page shows.
  static func png(_ bytes: [UInt8]) -> Answer { Answer(type: "image/png", body: bytes) }

  /// A file to keep. Its name is one of ours.
  static func download(_ bytes: [UInt8], type: String, name: String) -> Answer {
    var answer = Answer(type: type, body: bytes)
    answer.headers.append(("Content-Disposition", "attachment; filename=\"\(name)\""))
    return answer
  }

  /// What every answer says: nothing is kept, framed, guessed or loaded from elsewhere. Figures hold their scans as data. The referrer is sent to the workbench alone; without any, the browser would
  /// send `Origin: null` with a form (Fetch, 3.2), which is refused.
  static let guarding: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'"
    ),
    ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
  ]
}
