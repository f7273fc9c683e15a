// SPDX-License-Identifier: Apache-2.0

import Plain

/// A request as the workbench sees it, whoever has carried it: a server or a test.
package struct Call: Sendable {
  /// What is asked for.
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
  }

  /// The method; nil for one that no page has.
  package var method: Method?
  /// The path as it was sent, without its query.
  package var path: String
  /// The query as it was sent, without its `?`.
  package var query: String
  /// The values of the headers, by name in small letters.
  package var headers: [String: [String]]
  /// The body, whole.
  package var body: [UInt8]

  /// A request.
  package init(
    _ method: Method?, _ path: String, query: String = "", headers: [String: [String]] = [:], body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// The value of a header that stands there once; nil where it is missing or said twice, since two readers of it may take two values.
  func header(_ name: String) -> String? {
    guard let values = headers[name], values.count == 1 else { return nil }
    return values[0]
  }

  /// The value of a cookie; nil where there is none, or more than one of the name.
  func cookie(_ name: String) -> String? {
    let found = (headers["cookie"] ?? []).flatMap { $0.split(separator: ";") }.compactMap { pair -> String? in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, String(parts[0]).trimmed == name else { return nil }
      return String(parts[1]).trimmed
    }
    return found.count == 1 ? found[0] : nil
  }
}
